import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type AccountedDisclosure,
  type DisclosureAccount,
  type DisclosurePurpose,
  labelOf,
  PACKET_SECTIONS,
  type PacketSection,
  PARTY_KINDS,
} from '#contract';
import { personNotFound } from '#people';
import { Vault } from '#vault';
import { taggedPaper } from '../packet/tagged-paper.js';
import { seals } from '../seals.js';

/** Years an accounting reaches back (45 CFR 164.528 for Part 2 records: three). */
export const ACCOUNTED_YEARS = 3;

interface FacilityRow {
  id: string;
  at: Date;
  facility: string;
  address: string | null;
  purpose: DisclosurePurpose;
  sections: PacketSection[];
  signed_at: Date | null;
  reason_enc: string | null;
  staff: string | null;
}

interface PayerRow {
  at: Date;
  payer: string | null;
  consent_at: Date | null;
  staff: string | null;
}

interface CallRow {
  at: Date;
  kind: string | null;
  staff: string | null;
}

/**
 * The accounting of disclosures: everything told of a patient to somebody outside within three years. It reads the
 * ledgers that are written in the transaction that lets something out, so nothing told is missing in it.
 */
@Injectable()
export class DisclosureAccounts {
  constructor(private readonly vault: Vault) {}

  /** Those of a patient and of everybody found to be the same person, latest first. Throws `person.not_found`. */
  async of(manager: EntityManager, personId: string, now: Date): Promise<DisclosureAccount> {
    const from = new Date(now);
    from.setUTCFullYear(from.getUTCFullYear() - ACCOUNTED_YEARS);
    const name = await this.#nameOf(manager, personId);
    const values = [personId, from];
    const facilities = await manager.query<FacilityRow[]>(FACILITIES, values);
    const payers = await manager.query<PayerRow[]>(PAYERS, values);
    const calls = await manager.query<CallRow[]>(CALLS, values);
    const disclosures = [
      ...facilities.map((row) => this.#toFacility(row)),
      ...payers.map(toPayer),
      ...calls.map(toHelper),
    ].sort((a, b) => (a.at < b.at ? 1 : -1));
    return { personId, name, from: from.toISOString(), to: now.toISOString(), disclosures };
  }

  async #nameOf(manager: EntityManager, id: string): Promise<string | null> {
    const [row] = await manager.query<{ name_enc: string | null }[]>(
      'SELECT name_enc FROM person WHERE id = $1',
      [id],
    );
    if (!row) throw personNotFound();
    return this.vault.decryptNullable({ table: 'person', column: 'name_enc', id }, row.name_enc);
  }

  #toFacility(row: FacilityRow): AccountedDisclosure {
    const reason = this.vault.decryptNullable(seals.disclosureReason(row.id), row.reason_enc);
    return {
      at: row.at.toISOString(),
      kind: 'facility',
      to: row.facility,
      address: row.address,
      what: row.sections.map((section) => labelOf(PACKET_SECTIONS, section)).join('; '),
      basis: row.signed_at
        ? `To arrange admission to treatment, under the consent signed ${dayOf(row.signed_at)}`
        : `Medical emergency (42 CFR 2.51)${reason ? `: ${reason}` : ''}`,
      by: row.staff,
    };
  }
}

function toPayer(row: PayerRow): AccountedDisclosure {
  return {
    at: row.at.toISOString(),
    kind: 'payer',
    to: row.payer ?? 'The insurance named in the coverage',
    address: null,
    what: 'Name, date of birth and member id, to ask which benefits there are',
    basis: row.consent_at
      ? `To verify benefits, as the patient agreed on ${dayOf(row.consent_at)}`
      : 'To verify benefits',
    by: row.staff,
  };
}

function toHelper(row: CallRow): AccountedDisclosure {
  return {
    at: row.at.toISOString(),
    kind: 'emergency_call',
    to: row.kind ? labelOf(PARTY_KINDS, row.kind) : 'Somebody called to help',
    address: null,
    what: 'What was said on the phone',
    basis: 'Medical emergency (42 CFR 2.51)',
    by: row.staff,
  };
}

/** The account on paper, for the patient. */
export function accountPaper(account: DisclosureAccount, sender: string): Promise<Buffer> {
  const title = 'Accounting of disclosures';
  return taggedPaper({ title, author: sender }, (write) => {
    write.heading('H1', title, 18);
    write.paragraph(
      `${account.name ?? 'The patient'}, ${dayOf(account.from)} to ${dayOf(account.to)}`,
    );
    write.paragraph(`Made by ${sender}.`, { quiet: true });
    if (account.disclosures.length === 0) {
      write.paragraph('Within this time nothing about this person was told to anybody outside.');
    }
    for (const one of account.disclosures) {
      write.heading('H2', `${dayOf(one.at)}: ${one.to}`, 13);
      if (one.address) write.line('Address', one.address);
      write.line('What', one.what);
      write.line('Why', one.basis);
      if (one.by) write.line('By', one.by);
    }
  });
}

function dayOf(at: Date | string): string {
  const format = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-US', format).format(new Date(at));
}

/** Leads of the patient, and of persons found to be the same. */
const LEADS = `
  WITH persons AS (
    SELECT p.id FROM person q JOIN person p ON coalesce(p.merged_into_id, p.id) = coalesce(q.merged_into_id, q.id)
    WHERE q.id = $1
  ), leads AS (SELECT l.id FROM lead l JOIN persons p ON l.patient_id = p.id)`;

const FACILITIES = `${LEADS}
  SELECT d.id, d.at, f.name AS facility, concat_ws(', ', f.address_line, f.city, f.state, f.zip) AS address, d.purpose,
    d.sections, c.signed_at, d.reason_enc, s.name AS staff
  FROM disclosure d JOIN referral r ON r.id = d.referral_id JOIN leads l ON l.id = r.lead_id
  JOIN facility f ON f.id = d.facility_id LEFT JOIN consent_signature c ON c.id = d.consent_id
  LEFT JOIN staff_user s ON s.id = d.staff_id
  WHERE d.at >= $2 ORDER BY d.at DESC, d.id DESC LIMIT 2000`;

const PAYERS = `${LEADS}
  SELECT i.asked_at AS at, y.name AS payer, s.name AS staff, (SELECT max(k.at) FROM consent k JOIN persons p
      ON p.id = k.person_id WHERE k.scope = 'payer' AND k.decision = 'given' AND k.at <= i.asked_at) AS consent_at
  FROM benefit_inquiry i JOIN benefit_check b ON b.id = i.check_id JOIN leads l ON l.id = b.lead_id
  JOIN coverage c ON c.id = b.coverage_id LEFT JOIN payer y ON y.id = c.payer_id
  LEFT JOIN staff_user s ON s.id = b.requested_by
  WHERE i.asked_at >= $2 ORDER BY i.asked_at DESC, i.id DESC LIMIT 2000`;

const CALLS = `${LEADS}
  SELECT e.at, e.details ->> 'kind' AS kind, s.name AS staff
  FROM audit_event e JOIN leads l ON l.id = e.lead_id LEFT JOIN staff_user s ON s.id = e.actor_id
  WHERE e.action = 'disclosure.emergency' AND e.resource = 'lead' AND e.at >= $2
  ORDER BY e.at DESC, e.id DESC LIMIT 2000`;
