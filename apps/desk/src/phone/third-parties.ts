import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AskedParty } from '#calls';
import {
  type BringInDecision,
  ConsentService,
  mayBringIn,
  type ThirdPartyConsents,
} from '#consent';
import { PhoneEntryEntity } from '#content';
import {
  ERROR_STATUS,
  PARTY_KINDS,
  type PartyInput,
  type PartyKind,
  type ThirdParties as ThirdPartiesView,
  type ThirdPartyView,
} from '#contract';
import { DomainError } from '../http/record-errors.js';

/** The most numbers that are offered; of more, one searches. */
const MOST_ENTRIES = 200;

const NONE: ThirdPartyConsents = { facility: false, payer: false, others: false };

interface ReadyColleague {
  id: string;
  name: string;
  ready: boolean;
}

/** Who can be brought into a call, and whether they may be. */
@Injectable()
export class ThirdParties {
  constructor(private readonly consents: ConsentService) {}

  /** Colleagues whose browsers ring now, the numbers of the directory, and which kinds of others may be called. */
  async offered(
    manager: EntityManager,
    leadId: string | null,
    myId: string,
  ): Promise<ThirdPartiesView> {
    const decide = await this.#rules(manager, leadId);
    const colleagues = (await readyColleagues(manager)).filter(({ id }) => id !== myId);
    const entries = await manager.find(PhoneEntryEntity, {
      where: { active: true },
      order: { name: 'ASC' },
      take: MOST_ENTRIES,
    });
    const people: ThirdPartyView[] = [
      ...colleagues.map(({ id, name, ready }): ThirdPartyView => {
        const note = ready ? 'On duty; calls ring in their browser' : 'On duty';
        const sentence = ready
          ? decide('colleague').sentence
          : 'Calls do not ring in their browser.';
        const from = 'colleague' as const;
        return { id, from, kind: 'colleague', name, phone: null, note, open: ready, sentence };
      }),
      ...entries.map(({ id, kind, name, phone, note }): ThirdPartyView => {
        const { allowed: open, sentence } = decide(kind);
        return { id, from: 'directory', kind, name, phone, note, open, sentence };
      }),
    ];
    const kinds = PARTY_KINDS.filter(({ code }) => code !== 'colleague').map(({ code: kind }) => {
      const { allowed: open, sentence } = decide(kind);
      return { kind, open, sentence };
    });
    // Whoever can be called comes first.
    return { people: people.toSorted((a, b) => Number(b.open) - Number(a.open)), kinds };
  }

  /**
   * Whom a colleague means. Throws `request.invalid` for somebody who is not there or does not take calls, and
   * `phone.third_party_closed` with the reason where they may not be brought in.
   */
  async chosen(
    manager: EntityManager,
    leadId: string | null,
    input: PartyInput,
  ): Promise<AskedParty> {
    const party = await whoeverIsMeant(manager, input);
    const decision = (await this.#rules(manager, leadId))(party.kind);
    if (!decision.allowed) throw closed(decision.sentence);
    return { ...party, id: input.partyId, basis: decision.basis };
  }

  async #rules(
    manager: EntityManager,
    leadId: string | null,
  ): Promise<(kind: PartyKind) => BringInDecision> {
    const [lead] =
      leadId === null
        ? []
        : await manager.query<{ patient_id: string }[]>(
            'SELECT patient_id FROM lead WHERE id = $1',
            [leadId],
          );
    const patientId = lead?.patient_id ?? null;
    const consents = patientId === null ? NONE : await this.#consents(manager, patientId);
    return (kind) => mayBringIn(kind, consents);
  }

  async #consents(manager: EntityManager, patientId: string): Promise<ThirdPartyConsents> {
    const standing = await this.consents.standing(manager, [patientId]);
    const disclosure = standing.has(patientId, 'disclosure');
    // What was signed for a facility says so by its origin.
    const others = await manager.query<unknown[]>(
      `SELECT 1 FROM consent WHERE scope = 'disclosure' AND decision = 'given' AND origin NOT LIKE 'disclosure\\_%'
         AND person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1) LIMIT 1`,
      [patientId],
    );
    return {
      facility: disclosure,
      payer: standing.has(patientId, 'payer'),
      others: disclosure && others.length > 0,
    };
  }
}

async function whoeverIsMeant(
  manager: EntityManager,
  input: PartyInput,
): Promise<Pick<AskedParty, 'kind' | 'staffId' | 'name' | 'number'>> {
  switch (input.from) {
    case 'typed':
      return { kind: input.kind, staffId: null, name: input.name, number: input.phone };
    case 'directory': {
      const entry = await manager.findOneBy(PhoneEntryEntity, { id: input.entryId, active: true });
      if (!entry) throw nobody('entryId', 'There is no such number in the directory.');
      return { kind: entry.kind, staffId: null, name: entry.name, number: entry.phone };
    }
    case 'colleague': {
      const ready = await readyColleagues(manager);
      const colleague = ready.find(({ id }) => id === input.staffId);
      if (!colleague?.ready) {
        throw nobody('staffId', 'Calls do not ring in this colleague’s browser now.');
      }
      return { kind: 'colleague', staffId: colleague.id, name: colleague.name, number: null };
    }
  }
}

/** Those on duty, by name, and in whose browsers calls ring. */
async function readyColleagues(manager: EntityManager): Promise<ReadyColleague[]> {
  const staff = await manager.query<
    { id: string; name: string; on_duty: boolean; ready: boolean }[]
  >(
    `SELECT s.id, s.name, s.on_duty OR EXISTS (SELECT 1 FROM shift d WHERE d.staff_id = s.id AND d.kind = 'on_duty'
         AND d.cancelled_at IS NULL AND d.starts_at <= now() AND d.ends_at > now()) AS on_duty,
       coalesce(l.ready_until > now(), false) AS ready
     FROM staff_user s LEFT JOIN phone_line l ON l.staff_id = s.id
     WHERE s.status = 'active' AND s.role <> 'auditor' ORDER BY s.name, s.id LIMIT 500`,
  );
  return staff.filter(({ on_duty: onDuty, ready }) => onDuty || ready);
}

function closed(sentence: string): DomainError {
  return new DomainError('phone.third_party_closed', {
    status: ERROR_STATUS['phone.third_party_closed'],
    message: sentence,
  });
}

function nobody(field: string, message: string): DomainError {
  const status = ERROR_STATUS['request.invalid'];
  return new DomainError('request.invalid', { status, message, errors: { [field]: message } });
}
