import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import type { CoachingNoteInput, CoachingNoteView } from '#contract';
import { newId } from '#platform';
import { Vault } from '#vault';
import type { CallEntity } from '../call.entity.js';
import { CoachingNoteEntity } from './coaching-note.entity.js';

interface Row {
  id: string;
  call_id: string;
  at_second: number | null;
  text_enc: string;
  written_by: string;
  name: string;
  created_at: Date;
}

/** Keeps what listeners note about calls. Who may read and write them the caller asks `mayCoach`. */
@Injectable()
export class CoachingService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** The notes of a call by their moment; those about the whole call come first. */
  async list(manager: EntityManager, callId: string): Promise<CoachingNoteView[]> {
    const rows = await manager.query<Row[]>(
      `SELECT n.id, n.call_id, n.at_second, n.text_enc, n.written_by, s.name, n.created_at
       FROM coaching_note n JOIN staff_user s ON s.id = n.written_by
       WHERE n.call_id = $1 ORDER BY n.at_second NULLS FIRST, n.created_at, n.id LIMIT 500`,
      [callId],
    );
    return rows.map((row) => ({
      id: row.id,
      callId: row.call_id,
      atSecond: row.at_second,
      text: this.vault.decrypt(textRef(row.id), row.text_enc),
      writtenBy: row.written_by,
      writtenByName: row.name,
      createdAt: row.created_at.toISOString(),
    }));
  }

  /** Writes a note, with its audit row. */
  async write(
    manager: EntityManager,
    call: CallEntity,
    input: CoachingNoteInput,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<void> {
    const id = newId();
    await manager.insert(CoachingNoteEntity, {
      id,
      callId: call.id,
      atSecond: input.atSecond ?? null,
      textEnc: this.vault.encrypt(textRef(id), input.text),
      writtenBy: actor.id,
      createdAt: now,
    });
    const { id: callId, leadId } = call;
    await this.audit.record(
      manager,
      {
        actor,
        action: 'coaching_note.written',
        resource: 'call',
        resourceId: callId,
        leadId,
        details: { noteId: id },
      },
      now,
    );
    announce(manager, { event: 'call.changed', id: callId, leadId, created: false });
  }
}

function textRef(id: string) {
  return { table: 'coaching_note', column: 'text_enc', id };
}
