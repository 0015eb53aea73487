import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import { insertRow, newId } from '#platform';
import { CONSENT_SCOPES, type ConsentDecision, type ConsentScope } from './consent.entity.js';
import {
  type CallPermission,
  type ContactFacts,
  callPermission,
} from './contact-rules/may-contact.js';
import { ANSWER_BY_TEXT, type LedgerRow, stands } from './standing.js';

/** A consent given or taken back. */
export interface ConsentGiven {
  personId: string;
  /** Null or left out: for every contact point of the person. */
  contactPointId?: string | null;
  scope: ConsentScope;
  decision: ConsentDecision;
  /** The exact words, as seen or heard; of a revocation, what was said. Stored readable: no names in it. */
  wording: string;
  at: Date;
  /** `get_started`, `sms`, `call`, `desk`. */
  origin: string;
  /** The inquiry it came with: one row for each scope of a person in it. */
  inquiryId?: string | null;
}

/** The ledgers of some people. */
export class Standing {
  constructor(private readonly ledgers: ReadonlyMap<string, LedgerRow[]>) {}

  /** Whether the person's consent of this scope stands for a contact point (null: in general). */
  has(personId: string, scope: ConsentScope, contactPointId: string | null = null): boolean {
    return stands(this.ledgers.get(personId) ?? [], scope, contactPointId);
  }

  /** Why the person may be called at a contact point, given what was spoken and promised; null: they may not be. */
  callPermission(
    personId: string,
    contactPointId: string,
    spoken: Pick<ContactFacts, 'conversationAt' | 'promisedAt'>,
    now: Date,
  ): CallPermission | null {
    if (!this.has(personId, 'call', contactPointId)) return null;
    const about = (this.ledgers.get(personId) ?? []).filter(
      (row) =>
        row.scope === 'call' &&
        (row.contactPointId === null || row.contactPointId === contactPointId),
    );
    return callPermission(about, spoken, now);
  }

  /** The scopes that stand for a contact point; speaking with a payer, or a disclosure to a facility, concerns none. */
  scopes(personId: string, contactPointId: string): ConsentScope[] {
    return CONSENT_SCOPES.filter(
      (scope) =>
        (scope === 'call' || scope === 'sms' || scope === 'email') &&
        this.has(personId, scope, contactPointId),
    );
  }
}

/** Keeps the consent ledger: rows are added, never changed. */
@Injectable()
export class ConsentService {
  constructor(private readonly audit: AuditService) {}

  /** Adds a row. False when this inquiry already said so (a retry). */
  async record(
    manager: EntityManager,
    consent: ConsentGiven,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const id = newId();
    const added = await insertRow(
      manager,
      'consent',
      {
        id,
        person_id: consent.personId,
        contact_point_id: consent.contactPointId ?? null,
        scope: consent.scope,
        decision: consent.decision,
        wording: consent.wording,
        wording_hash: createHash('sha256').update(consent.wording).digest(),
        at: consent.at,
        origin: consent.origin,
        inquiry_id: consent.inquiryId ?? null,
        recorded_by: staffIdOf(actor),
        created_at: now,
      },
      { onConflict: 'DO NOTHING' },
    );
    if (!added) return false;
    await this.audit.record(
      manager,
      {
        actor,
        action: `consent.${consent.decision}`,
        resource: 'consent',
        resourceId: id,
        personId: consent.personId,
        details: { scope: consent.scope, origin: consent.origin },
      },
      now,
    );
    return true;
  }

  /** Takes back every scope of contact at once: a stop word on any channel means all of them. */
  async revokeContact(
    manager: EntityManager,
    consent: Omit<ConsentGiven, 'scope' | 'decision'>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    for (const scope of ['call', 'sms', 'email'] as const) {
      await this.record(manager, { ...consent, scope, decision: 'revoked' }, actor, now);
    }
  }

  /** Whether somebody has taken back what they permitted there, and not given it again. */
  async hasStopped(
    manager: EntityManager,
    personId: string,
    scope: ConsentScope,
    contactPointId: string,
  ): Promise<boolean> {
    const [latest] = await manager.query<{ decision: ConsentDecision }[]>(
      `SELECT decision FROM consent WHERE scope = $2 AND (contact_point_id = $3 OR contact_point_id IS NULL)
         AND person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1) AND origin <> $4
       ORDER BY at DESC, decision DESC LIMIT 1`,
      [personId, scope, contactPointId, ANSWER_BY_TEXT],
    );
    return latest?.decision === 'revoked';
  }

  /** Whether the last word on texts there is a stop word in a text of theirs: the phone companies know of it, too. */
  async hasTextedStop(
    manager: EntityManager,
    personId: string,
    contactPointId: string,
  ): Promise<boolean> {
    const [latest] = await manager.query<{ decision: ConsentDecision; origin: string }[]>(
      `SELECT decision, origin FROM consent WHERE scope = 'sms' AND (contact_point_id = $2 OR contact_point_id IS NULL)
         AND person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1) AND origin <> $3
       ORDER BY at DESC, decision DESC LIMIT 1`,
      [personId, contactPointId, ANSWER_BY_TEXT],
    );
    return latest?.decision === 'revoked' && latest.origin === 'sms';
  }

  /** What stands now, derived from the ledger of each person and of everybody who turned out to be them. */
  async standing(manager: EntityManager, personIds: readonly string[]): Promise<Standing> {
    const ledgers = new Map<string, LedgerRow[]>();
    if (personIds.length === 0) return new Standing(ledgers);
    const rows = await manager.query<
      {
        person_id: string;
        contact_point_id: string | null;
        scope: ConsentScope;
        decision: ConsentDecision;
        at: Date;
        origin: string;
      }[]
    >(
      `SELECT same.as_whom AS person_id, c.contact_point_id, c.scope, c.decision, c.at, c.origin
       FROM (SELECT id, id AS as_whom FROM person WHERE id = ANY($1::uuid[]) UNION ALL
         SELECT id, merged_into_id FROM person WHERE merged_into_id = ANY($1::uuid[])) AS same
       JOIN consent c ON c.person_id = same.id`,
      [[...new Set(personIds)]],
    );
    for (const row of rows) {
      const ledger = ledgers.get(row.person_id) ?? [];
      ledger.push({
        contactPointId: row.contact_point_id,
        scope: row.scope,
        decision: row.decision,
        at: row.at,
        origin: row.origin,
      });
      ledgers.set(row.person_id, ledger);
    }
    return new Standing(ledgers);
  }
}
