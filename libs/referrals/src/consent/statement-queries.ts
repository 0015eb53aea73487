import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Language } from '#contract';
import { Places } from '../places/places.js';
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
  ): Promise<{ wording: string; language: Language }> {
    const [lead] = await manager.query<{ language: string }[]>(
      'SELECT language FROM lead WHERE id = $1',
      [referral.leadId],
    );
    const language: Language = lead?.language === 'es' ? 'es' : 'en';
    const { facilityName } = await this.places.ofProgram(manager, referral.programId);
    return { wording: await this.#words(manager, language, facilityName), language };
  }

  /** Without a facility, for the page at which a consent to several is signed. */
  general(manager: EntityManager, language: Language): Promise<string> {
    return this.#words(manager, language, null);
  }

  async #words(
    manager: EntityManager,
    language: Language,
    facilityName: string | null,
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
      facilityName,
    });
  }
}
