import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { CallEntity } from '#calls';

/** A player asks for one recording in many ranges: what one colleague asks for within this time is one listening. */
const ONE_LISTENING_MS = 10 * 60_000;

/** Puts on record who listened to which call, before the first byte is given (rule R6). */
@Injectable()
export class Listenings {
  constructor(private readonly audit: AuditService) {}

  async record(
    manager: EntityManager,
    actor: Actor & { id: string },
    call: CallEntity,
    now: Date,
  ): Promise<void> {
    const since = new Date(now.getTime() - ONE_LISTENING_MS);
    const known = await manager.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE resource_id = $1 AND actor_id = $2 AND at > $3
         AND action = 'recording.listened' LIMIT 1`,
      [call.id, actor.id, since],
    );
    if (known.length > 0) return;
    await this.audit.record(
      manager,
      {
        actor,
        action: 'recording.listened',
        resource: 'call',
        resourceId: call.id,
        leadId: call.leadId,
      },
      now,
    );
  }
}
