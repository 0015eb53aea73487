import { Temporal } from 'temporal-polyfill';
import type { DataSource } from 'typeorm';
import type { TaskKind } from '#contract';
import type { TaskService } from '#follow-up';
import { inTransaction } from '#platform';

interface OpenLead {
  id: string;
  owner_id: string;
  urgency: string;
  stage: string;
  last_activity_at: Date;
}

const MINUTE = 60_000;
const ZONE = 'America/New_York';
const FOLLOW_UP = { kind: 'follow_up', title: 'Ask how they are doing' } as const;
const NEXT_STEPS: Partial<Record<string, { kind: TaskKind; title: string }>> = {
  attempted: { kind: 'call_back', title: 'Try again at another time of day' },
  contacted: { kind: 'follow_up', title: 'Go through what they are looking for' },
  qualified: { kind: 'follow_up', title: 'Ask for the insurance card, or name what is free' },
  verifying: { kind: 'follow_up', title: 'Tell them what the plan covers' },
};

/** Owners plan what comes next for who is still open: some of it late already, most in the days to come. */
export async function planNextSteps(
  source: DataSource,
  tasks: TaskService,
  until: Date,
): Promise<void> {
  const open = await source.query<OpenLead[]>(
    `SELECT l.id, l.owner_id, l.urgency, l.stage, l.last_activity_at FROM lead l
     WHERE l.closed_at IS NULL AND l.owner_id IS NOT NULL AND l.first_attempt_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM task t
         WHERE t.lead_id = l.id AND t.done_at IS NULL AND t.dropped_at IS NULL)
     ORDER BY l.number`,
  );
  for (const [i, lead] of open.entries()) {
    const { kind, title } = NEXT_STEPS[lead.stage] ?? FOLLOW_UP;
    await inTransaction(source, (manager) =>
      tasks.create(
        manager,
        {
          leadId: lead.id,
          kind,
          title,
          ownerId: lead.owner_id,
          dueAt: dueAt(i, until),
          urgency: lead.urgency,
        },
        { kind: 'staff', id: lead.owner_id },
        lead.last_activity_at,
      ),
    );
  }
}

/** When the i-th is due: each twelfth is late, the rest spread over the working hours of today and three days. */
function dueAt(i: number, until: Date): Date {
  if (i % 12 === 0) return new Date(until.getTime() - (8 + (i % 5) * 11) * MINUTE);
  const day = Temporal.Instant.fromEpochMilliseconds(until.getTime())
    .toZonedDateTimeISO(ZONE)
    .toPlainDate()
    .add({ days: i % 4 });
  const minutes = 9 * 60 + ((i * 7) % 36) * 15;
  const at = day.toZonedDateTime(ZONE).add({ minutes });
  const due = new Date(at.epochMilliseconds);
  return due > until ? due : new Date(due.getTime() + 4 * 1440 * MINUTE);
}
