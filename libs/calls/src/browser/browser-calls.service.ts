import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { phoneIdentityOf } from '#contract';
import { newId } from '#platform';
import { CallEntity } from '../call.entity.js';
import { DialPermitEntity } from './dial-permit.entity.js';
import { PhoneLineEntity } from './phone-line.entity.js';

/** How long a permit waits for its call; milliseconds. */
const PERMIT_MS = 60_000;
/** How long a browser rings after its page last said that it is there; milliseconds. */
const READY_MS = 90_000;

/** Whom a permit is for. */
export interface Dialling {
  leadId: string;
  contactPointId: string;
  /** E.164: theirs, and ours that they see. */
  to: string;
  fromPhone: string;
}

/** Calls in the browser: leave to make one, who takes them, and whose a call was. */
@Injectable()
export class BrowserCallService {
  constructor(private readonly audit: AuditService) {}

  /**
   * Gives a colleague leave to call this number once within a minute; the caller has asked the contact rules in the
   * same transaction. The token is told once and not stored.
   */
  async permit(
    manager: EntityManager,
    { leadId, contactPointId, to, fromPhone }: Dialling,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<{ token: string; expiresAt: Date }> {
    const id = newId();
    const token = randomBytes(24).toString('base64url');
    const expiresAt = new Date(now.getTime() + PERMIT_MS);
    const digest = createHash('sha256')
      .update(`${token}\n${phoneIdentityOf(actor.id)}\n${to}`)
      .digest('hex');
    const staffId = actor.id;
    const createdAt = now;
    const row = { id, digest, leadId, contactPointId, staffId, fromPhone, expiresAt, createdAt };
    await manager.insert(DialPermitEntity, row);
    await this.audit.record(
      manager,
      {
        actor,
        action: 'call.permitted',
        resource: 'lead',
        resourceId: leadId,
        leadId,
        details: { permitId: id, contactPointId },
      },
      now,
    );
    return { token, expiresAt };
  }

  /** Says that calls ring in this colleague's browser from now on, or no more. Gives until when. */
  async setReady(
    manager: EntityManager,
    staffId: string,
    ready: boolean,
    now: Date,
  ): Promise<Date | null> {
    const readyUntil = new Date(now.getTime() + (ready ? READY_MS : 0));
    await manager.upsert(PhoneLineEntity, { staffId, readyUntil }, ['staffId']);
    return ready ? readyUntil : null;
  }

  /** Until when calls ring in this colleague's browser; null: they don't. */
  async readyUntil(manager: EntityManager, staffId: string, now: Date): Promise<Date | null> {
    const line = await manager.findOneBy(PhoneLineEntity, { staffId });
    return line && line.readyUntil > now ? line.readyUntil : null;
  }

  /** Ties a call made with a permit to its lead, number and colleague. */
  async attach(manager: EntityManager, call: CallEntity, permitId: string): Promise<void> {
    const permit = await manager.findOneBy(DialPermitEntity, { id: permitId });
    if (!permit) return;
    const { leadId, contactPointId, staffId } = permit;
    const ties = {
      leadId: call.leadId ?? leadId,
      contactPointId: call.contactPointId ?? contactPointId,
      staffId: call.staffId ?? staffId,
    };
    await manager.update(CallEntity, { id: call.id }, ties);
    Object.assign(call, ties);
  }

  /** Who is on call at this number now, E.164; null: nobody, or it cannot be told. */
  async onCallAt(manager: EntityManager, phone: string, at: Date): Promise<string | null> {
    const rows = await manager.query<{ staff_id: string }[]>(
      `SELECT DISTINCT staff_id FROM shift WHERE kind = 'on_call' AND phone = $1 AND cancelled_at IS NULL
         AND starts_at <= $2 AND ends_at > $2 LIMIT 2`,
      [phone, at],
    );
    return rows.length === 1 ? (rows[0]?.staff_id ?? null) : null;
  }

  /** Puts down who took a call. The first who did stays, unless they lost it and it was rung on to somebody else. */
  async taken(manager: EntityManager, call: CallEntity, staffId: string): Promise<void> {
    if (call.staffId === staffId) return;
    if (call.staffId !== null && !(await wasRungOn(manager, call.id, staffId))) return;
    const known = await manager.query<unknown[]>('SELECT 1 FROM staff_user WHERE id = $1', [
      staffId,
    ]);
    if (known.length === 0) return;
    await manager.update(CallEntity, { id: call.id }, { staffId });
    call.staffId = staffId;
  }
}

/** Whether a call was rung on after somebody else had lost it. */
async function wasRungOn(
  manager: EntityManager,
  callId: string,
  staffId: string,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM conference WHERE call_id = $1 AND rung_on_at IS NOT NULL AND staff_id <> $2
       AND NOT EXISTS (SELECT 1 FROM conference own WHERE own.call_id = $1 AND own.staff_id = $2)
     LIMIT 1`,
    [callId, staffId],
  );
  return rows.length > 0;
}
