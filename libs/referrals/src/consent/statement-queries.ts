import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type FinancialTie, type Language, ourLanguage } from '#contract';
import { type NamedFacility, Places } from '../places/places.js';
import { referralStatement } from './statement.js';

interface OrganisationRow {
  name: string;
  legal_name: string;
  who_answers: string;
  who_pays: string;
}

/** Makes the words of who we are and who pays from the settings as they are now (rule R14). */
@Injectable()
export class StatementQueries {
  constructor(private readonly places: Places) {}

  /** For one referral, in the language of its lead. */
  async of(
    manager: EntityManager,
    referral: { leadId: string; programId: string },
  ): Promise<{ wording: string; language: Language; financialTie: FinancialTie }> {
    const [lead] = await manager.query<{ language: string }[]>(
      'SELECT language FROM lead WHERE id = $1',
      [referral.leadId],
    );
    const language: Language = ourLanguage(lead?.language);
    const { facilityId } = await this.places.ofProgram(manager, referral.programId);
    const facilities = await this.places.facilities(manager, [facilityId]);
    const wording = await this.#words(manager, language, facilities);
    return { wording, language, financialTie: facilities[0]?.financialTie ?? 'unknown' };
  }

  /** For the page at which a consent to these facilities is signed. */
  ofFacilities(
    manager: EntityManager,
    language: Language,
    facilities: readonly NamedFacility[],
  ): Promise<string> {
    return this.#words(manager, language, facilities);
  }

  async #words(
    manager: EntityManager,
    language: Language,
    facilities: readonly NamedFacility[],
  ): Promise<string> {
    const [row] = await manager.query<OrganisationRow[]>(
      'SELECT name, legal_name, who_answers, who_pays FROM organisation WHERE id = 1',
    );
    return referralStatement({
      language,
      organisation: row?.name ?? '',
      legalName: row?.legal_name ?? '',
      whoAnswers: row?.who_answers ?? '',
      whoPays: row?.who_pays ?? '',
      facilities,
    });
  }
}
