import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import {
  EMERGENCIES_A_DAY,
  EMERGENCY_MINUTES,
  type EmergencyAccessView,
  type EmergencyOpening,
  type EmergencyReview,
} from '#contract';
import { DomainError, isId, newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { TELL_OF_EMERGENCY } from '../jobs.js';
import { checkVersion, leadError } from '../lead-lock.js';
import { EmergencyAccessEntity } from './emergency-access.entity.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const ref = (column: 'reason_enc' | 'note_enc', id: string) => ({
  table: 'emergency_access',
  column,
  id,
});

interface Row {
  id: string;
  version: number;
  lead_id: string;
  number: string;
  staff_id: string;
  staff_name: string;
  reason_enc: string;
  opened_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  readings: string;
  reviewed_at: Date | null;
  reviewed_by: string | null;
  verdict: EmergencyAccessView['verdict'];
  note_enc: string | null;
}

/** Who looks into which lead outside their rights, and why (rule R9). Writes belong into the caller's transaction. */
@Injectable()
export class EmergencyService {
  constructor(
    private readonly audit: AuditService,
    private readonly vault: Vault,
  ) {}

  /** The id of the lead that people mean by `1042`, `#1042` or its id. Throws `lead.not_found`. */
  async leadMeant(manager: EntityManager, text: string): Promise<string> {
    const number = /^#?(\d{1,15})$/.exec(text)?.[1];
    const [row] = isId(text)
      ? await manager.query<{ id: string }[]>('SELECT id FROM lead WHERE id = $1', [text])
      : number
        ? await manager.query<{ id: string }[]>('SELECT id FROM lead WHERE number = $1', [number])
        : [];
    if (row) return row.id;
    const sentence = 'There is no lead of this number.';
    throw leadError('lead.not_found', sentence, { errors: { lead: sentence } });
  }

  /**
   * Opens one lead to one colleague for {@link EMERGENCY_MINUTES}, to read. Whoever reviews is told at
   * once. One that is open already is given again. Throws `request.too_many` after
   * {@link EMERGENCIES_A_DAY} within a day.
   * @returns the id
   */
  async open(
    manager: EntityManager,
    { leadId, reason }: { leadId: string; reason: EmergencyOpening['reason'] },
    actor: Actor & { id: string },
    now: Date,
  ): Promise<string> {
    await manager.query('SELECT 1 FROM staff_user WHERE id = $1 FOR UPDATE', [actor.id]);
    const open = await this.#openNow(manager, leadId, actor.id, now);
    if (open) return open;
    await this.#refuseTooMany(manager, actor.id, now);
    const id = newId();
    await manager.insert(EmergencyAccessEntity, {
      id,
      staffId: actor.id,
      leadId,
      reasonEnc: this.vault.encrypt(ref('reason_enc', id), reason),
      openedAt: now,
      endsAt: new Date(now.getTime() + EMERGENCY_MINUTES * MINUTE_MS),
      endedAt: null,
      createdAt: now,
    });
    await this.#record(manager, { id, leadId }, 'emergency.opened', actor, now, reason);
    await enqueueJob(manager, TELL_OF_EMERGENCY, { accessId: id }, { dueAt: now });
    return id;
  }

  /** Ends one's own before its time; over already changes nothing. Throws `emergency.not_found`. */
  async end(manager: EntityManager, id: string, actor: Actor, now: Date): Promise<void> {
    const access = await this.#lock(manager, id);
    if (access.staffId !== actor.id) throw notThere();
    if (overAt(access, now)) return;
    await manager.update(EmergencyAccessEntity, { id }, { endedAt: now });
    await this.#record(manager, access, 'emergency.ended', actor, now);
  }

  /**
   * Says whether it was justified; once. Throws `emergency.not_found`, `emergency.own` (nobody reviews
   * themselves), `emergency.reviewed`, `record.version_conflict`.
   */
  async review(
    manager: EntityManager,
    id: string,
    { version, verdict, note }: EmergencyReview,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<void> {
    const access = await this.#lock(manager, id);
    if (access.staffId === actor.id) {
      throw leadError('emergency.own', 'Somebody else has to review what you looked at.');
    }
    if (access.reviewedAt) {
      throw leadError('emergency.reviewed', 'This was reviewed in the meantime.');
    }
    checkVersion(access, version, { verdict: access.verdict }, { verdict, note });
    await manager.update(
      EmergencyAccessEntity,
      { id },
      {
        reviewedBy: actor.id,
        reviewedAt: now,
        verdict,
        noteEnc: this.vault.encryptNullable(ref('note_enc', id), note),
        version: access.version + 1,
      },
    );
    await this.#record(manager, access, 'emergency.reviewed', actor, now, note, { verdict });
  }

  /** The latest first; of one colleague, or of everybody. */
  async list(
    manager: EntityManager,
    wanted: {
      id?: string;
      staffId: string | null;
      only?: 'waiting' | 'open' | undefined;
      limit: number;
    },
    now: Date,
  ): Promise<EmergencyAccessView[]> {
    const rows = await manager.query<Row[]>(LIST, [
      wanted.staffId,
      wanted.id ?? null,
      wanted.only ?? null,
      now,
      wanted.limit,
    ]);
    return rows.map((row) => this.#view(row, now));
  }

  #view(row: Row, now: Date): EmergencyAccessView {
    const over = overAt({ endsAt: row.ends_at, endedAt: row.ended_at }, now);
    return {
      id: row.id,
      version: row.version,
      leadId: row.lead_id,
      leadNumber: Number(row.number),
      staffId: row.staff_id,
      staffName: row.staff_name,
      reason: this.vault.decrypt(ref('reason_enc', row.id), row.reason_enc),
      openedAt: row.opened_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      overAt: over?.toISOString() ?? null,
      readings: Number(row.readings),
      reviewedAt: row.reviewed_at?.toISOString() ?? null,
      reviewedBy: row.reviewed_by,
      verdict: row.verdict,
      note: this.vault.decryptNullable(ref('note_enc', row.id), row.note_enc),
    };
  }

  async #openNow(
    manager: EntityManager,
    leadId: string,
    staffId: string,
    now: Date,
  ): Promise<string | undefined> {
    const [row] = await manager.query<{ id: string }[]>(
      `SELECT id FROM emergency_access
       WHERE staff_id = $1 AND lead_id = $2 AND ended_at IS NULL AND ends_at > $3`,
      [staffId, leadId, now],
    );
    return row?.id;
  }

  async #refuseTooMany(manager: EntityManager, staffId: string, now: Date): Promise<void> {
    const [row] = await manager.query<{ count: string }[]>(
      'SELECT count(*) AS count FROM emergency_access WHERE staff_id = $1 AND opened_at > $2',
      [staffId, new Date(now.getTime() - DAY_MS)],
    );
    if (Number(row?.count) < EMERGENCIES_A_DAY) return;
    throw new DomainError('request.too_many', {
      status: 429,
      message: `You looked into ${EMERGENCIES_A_DAY} leads within a day. Please ask a manager.`,
    });
  }

  async #lock(manager: EntityManager, id: string): Promise<EmergencyAccessEntity> {
    const found = isId(id)
      ? await manager.findOne(EmergencyAccessEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!found) throw notThere();
    return found;
  }

  async #record(
    manager: EntityManager,
    { id, leadId }: { id: string; leadId: string },
    action: string,
    actor: Actor,
    now: Date,
    reason?: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const entry = { actor, action, resource: 'emergency_access', resourceId: id, leadId };
    await this.audit.record(manager, { ...entry, reason: reason ?? null, details }, now);
    announce(manager, { event: 'emergency.changed', id, leadId: null, created: false });
  }
}

/** When an access was over; null while it is open. */
function overAt(
  { endsAt, endedAt }: { endsAt: Date; endedAt: Date | null },
  now: Date,
): Date | null {
  if (endedAt) return endedAt;
  return endsAt <= now ? endsAt : null;
}

function notThere(): DomainError {
  return leadError('emergency.not_found', 'There is no such emergency access of yours.');
}

const LIST = `
  SELECT e.id, e.version, e.lead_id, l.number, e.staff_id, s.name AS staff_name, e.reason_enc,
    e.opened_at, e.ends_at, e.ended_at, e.reviewed_at, r.name AS reviewed_by, e.verdict, e.note_enc,
    (SELECT count(*) FROM audit_event a WHERE a.lead_id = e.lead_id AND a.actor_id = e.staff_id
      AND a.at >= e.opened_at AND a.at <= e.ends_at AND a.details ->> 'emergency' = e.id::text) AS readings
  FROM emergency_access e
  JOIN lead l ON l.id = e.lead_id
  JOIN staff_user s ON s.id = e.staff_id
  LEFT JOIN staff_user r ON r.id = e.reviewed_by
  WHERE ($1::uuid IS NULL OR e.staff_id = $1)
    AND ($2::uuid IS NULL OR e.id = $2)
    AND ($3::text IS NULL
      OR ($3 = 'waiting' AND e.reviewed_at IS NULL)
      OR ($3 = 'open' AND e.ended_at IS NULL AND e.ends_at > $4::timestamptz))
  ORDER BY e.opened_at DESC, e.id DESC LIMIT $5`;
