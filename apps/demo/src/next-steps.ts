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
    const dueAt = new Date(until.getTime() + minutesAhead(i) * MINUTE);
    await inTransaction(source, (manager) =>
      tasks.create(
        manager,
        { leadId: lead.id, kind, title, ownerId: lead.owner_id, dueAt, urgency: lead.urgency },
        { kind: 'staff', id: lead.owner_id },
        lead.last_activity_at,
      ),
    );
  }
}

/** When the i-th is due, seen from now: each twelfth is late, the rest spread over three days. */
function minutesAhead(i: number): number {
  return i % 12 === 0 ? -(8 + (i % 5) * 11) : 20 + ((i * 37) % 70) * 60;
}
