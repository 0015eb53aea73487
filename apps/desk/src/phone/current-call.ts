import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import { CallEntity, ConferenceEntity, ConferenceService, conferenceView } from '#calls';
import { type CurrentCallView, ERROR_STATUS } from '#contract';
import { ContactPoints } from '#people';
import { DomainError, notFound } from '../http/record-errors.js';

const noCall = notFound('call.not_found', 'call');

/** The call a colleague is in, wherever they speak: in a browser, at the phone of whoever is on call, or on one they claimed. */
@Injectable()
export class CurrentCall {
  constructor(
    private readonly conferences: ConferenceService,
    private readonly points: ContactPoints,
    private readonly audit: AuditService,
  ) {}

  async of(manager: EntityManager, staffId: string): Promise<CurrentCallView> {
    const call = await this.#ofStaff(manager, staffId);
    if (!call) return { call: null };
    const conference = await manager.findOne(ConferenceEntity, {
      where: { callId: call.id },
      order: { openedAt: 'DESC' },
    });
    const known = conference && (await this.conferences.known(manager, conference));
    const view = known ? conferenceView(known, staffId) : null;
    const goesOn = view !== null && !view.over;
    const { id, providerCallId: callSid, leadId, answeredAt } = call;
    const direction = call.direction === 'outbound' ? 'outbound' : 'inbound';
    const phone = await this.#numberOf(manager, call);
    return {
      call: {
        id,
        callSid,
        leadId,
        direction,
        phone,
        answeredAt: answeredAt?.toISOString() ?? null,
        shut: await this.conferences.shut(manager, call),
        conference: goesOn || known?.conference.rungOnAt === null ? view : null,
      },
    };
  }

  /** A colleague says that it is them who speaks on a call that a phone of ours took. Throws `call.not_found`. */
  async claim(
    manager: EntityManager,
    callId: string,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<void> {
    const call = await manager.findOne(CallEntity, {
      where: { id: callId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!call) throw noCall();
    if (call.staffId === actor.id) return;
    if (call.staffId !== null || call.state !== 'talking' || call.endedAt) throw taken();
    await manager.update(
      CallEntity,
      { id: callId },
      { staffId: actor.id, version: call.version + 1 },
    );
    const { leadId } = call;
    const entry = { actor, action: 'call.claimed', resource: 'call', resourceId: callId, leadId };
    await this.audit.record(manager, entry, now);
    announce(manager, { event: 'call.changed', id: callId, leadId, created: false });
  }

  async #ofStaff(manager: EntityManager, staffId: string): Promise<CallEntity | null> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM (
         SELECT c.id, c.started_at FROM call c
         WHERE c.staff_id = $1 AND c.provider = 'twilio' AND c.state = 'talking' AND c.ended_at IS NULL
           AND c.started_at > now() - interval '6 hours'
           AND NOT EXISTS (SELECT 1 FROM conference f WHERE f.call_id = c.id
             AND f.over_at IS NULL AND f.rung_on_at IS NULL AND (f.staff_id <> $1 OR f.leaving_at IS NOT NULL))
         UNION ALL
         SELECT c.id, c.started_at FROM conference f JOIN call c ON c.id = f.call_id
         WHERE f.over_at IS NULL AND f.rung_on_at IS NULL AND f.ending_at IS NULL AND f.leaving_at IS NULL
           AND f.opened_at > now() - interval '6 hours'
           AND (f.staff_id = $1 OR EXISTS (SELECT 1 FROM conference_party p
             WHERE p.conference_id = f.id AND p.staff_id = $1))
       ) mine ORDER BY started_at DESC LIMIT 1`,
      [staffId],
    );
    const ids = rows.map(({ id }) => id);
    return ids.length === 0 ? null : manager.findOneBy(CallEntity, { id: In(ids) });
  }

  async #numberOf(manager: EntityManager, { contactPointId }: CallEntity): Promise<string | null> {
    if (contactPointId === null) return null;
    const [point] = await manager.query<{ id: string; value_enc: string }[]>(
      'SELECT id, value_enc FROM contact_point WHERE id = $1',
      [contactPointId],
    );
    return point ? this.points.valueOf(point) : null;
  }
}

function taken(): DomainError {
  return new DomainError('phone.not_your_call', {
    status: ERROR_STATUS['phone.not_your_call'],
    message: 'Somebody has this call already, or it is over.',
  });
}
