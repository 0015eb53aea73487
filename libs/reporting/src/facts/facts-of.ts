import { businessSeconds } from './business-seconds.js';
import { type Facts, makeFacts } from './make-facts.js';
import type { Records } from './records.js';
import type { ReportTime } from './working-time.js';

/** The facts of some records by the hours there are; `now` is the end of what is still open. */
export function factsOf(records: Records, { timeZone, hours }: ReportTime, now: Date): Facts {
  const span = spanOf(records, now);
  return makeFacts(records, businessSeconds(hours, timeZone, span.from, span.to));
}

const DAY_MS = 86_400_000;

/** From the first to the last moment that is measured. */
function spanOf({ leads, calls, checks, referrals }: Records, now: Date): { from: Date; to: Date } {
  let from = now.getTime();
  let to = now.getTime();
  const look = (at: Date | null) => {
    if (!at) return;
    if (at.getTime() < from) from = at.getTime();
    if (at.getTime() > to) to = at.getTime();
  };
  for (const lead of leads) {
    look(lead.received_at);
    look(lead.first_contact_at);
  }
  for (const call of calls) {
    look(call.started_at);
    look(call.answered_at);
  }
  for (const check of checks) {
    look(check.requested_at);
    look(check.closed_at);
  }
  for (const sent of referrals) {
    for (const at of [sent.sent_at, sent.acknowledged_at, sent.answered_at, sent.arrived_at])
      look(at);
  }
  return { from: new Date(from - DAY_MS), to: new Date(to + DAY_MS) };
}
