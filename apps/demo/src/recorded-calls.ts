import type { EntityManager } from 'typeorm';
import { CallEntity, CallService, RecordingService } from '#calls';
import { type CallDisposition, LIVE_DISPOSITIONS } from '#contract';

/** A call that somebody at the desk made in a story. */
export interface DemoCall {
  /** Which call of the demo it is; makes its id at the phone company. */
  serial: string;
  leadId: string;
  staffId: string | null;
  disposition: CallDisposition;
  seconds: number;
  at: Date;
}

/** How many of the latest conversations can be heard. */
const RECORDED = 8;
/** A made-up recording is not longer than this. */
const LONGEST_RECORDING_SECONDS = 90;

/** The rows that the phone company’s reports would have made of the demo’s calls. */
export class RecordedCalls {
  readonly #conversations: string[] = [];

  constructor(
    private readonly calls: CallService,
    private readonly recordings: RecordingService,
  ) {}

  /** Writes the row of one call, and gives its id. */
  async add(manager: EntityManager, call: DemoCall): Promise<string> {
    const live = LIVE_DISPOSITIONS.includes(call.disposition);
    const endedAt = new Date(call.at.getTime() + call.seconds * 1000);
    const { call: row } = await this.calls.applyEvent(
      manager,
      identityOf(call.serial),
      {
        state: live ? 'answered' : 'unanswered',
        startedAt: call.at,
        endedAt,
        durationSeconds: call.seconds,
        ...(live ? { answeredAt: call.at, talkSeconds: call.seconds } : {}),
      },
      endedAt,
    );
    const { staffId, disposition } = call;
    await manager.update(CallEntity, { id: row.id }, { staffId, disposition });
    const contactPointId = await phoneOf(manager, call.leadId);
    await this.calls.attach(manager, row.id, { leadId: call.leadId, contactPointId });
    if (live) this.#conversations.push(call.serial);
    return row.id;
  }

  /** Gives the latest conversations a recording, which the worker fetches as it would a real one. */
  async record(manager: EntityManager, now: Date): Promise<void> {
    for (const serial of this.#conversations.slice(-RECORDED)) {
      const { providerCallId } = identityOf(serial);
      const row = await manager.findOneByOrFail(CallEntity, { providerCallId });
      const { call } = await this.calls.applyEvent(
        manager,
        identityOf(serial),
        {
          state: row.state,
          startedAt: row.startedAt,
          recording: {
            url: `https://api.twilio.com/2010-04-01/Accounts/ACdemo/Recordings/RE${serial}`,
            seconds: Math.min(row.talkSeconds ?? 0, LONGEST_RECORDING_SECONDS),
          },
        },
        now,
      );
      await this.recordings.want(manager, call, now);
    }
  }
}

function identityOf(serial: string) {
  return { provider: 'twilio', providerCallId: `CAdemo${serial}`, direction: 'outbound' } as const;
}

async function phoneOf(manager: EntityManager, leadId: string): Promise<string | null> {
  const [row] = await manager.query<{ id: string }[]>(
    `SELECT p.id FROM lead l JOIN person_contact pc ON pc.person_id = l.patient_id
     JOIN contact_point p ON p.id = pc.contact_point_id
     WHERE l.id = $1 AND p.kind = 'phone' ORDER BY p.id LIMIT 1`,
    [leadId],
  );
  return row?.id ?? null;
}
