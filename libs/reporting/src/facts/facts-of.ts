import { type BusinessSeconds, businessSeconds } from './business-seconds.js';
import { type Facts, makeFacts } from './make-facts.js';
import type { Records } from './records.js';
import type { ReportTime } from './working-time.js';

/** The facts of some records by the hours there are; `now` is the end of what is still open. */
export function factsOf(records: Records, time: ReportTime, now: Date): Facts {
  return new FactMaker(time, now).of(records);
}

/**
 * Makes the facts of one lot of records after the other, by the same hours and the same `now`: working time is worked out
 * once for as long as it covers what comes.
 */
export class FactMaker {
  #known: (Span & { seconds: BusinessSeconds }) | null = null;

  constructor(
    private readonly time: ReportTime,
    private readonly now: Date,
  ) {}

  of(records: Records): Facts {
    return makeFacts(records, this.#covering(spanOf(records, this.now)));
  }

  #covering(span: Span): BusinessSeconds {
    const known = this.#known;
    if (known && known.from <= span.from && known.to >= span.to) return known.seconds;
    const from = known && known.from < span.from ? known.from : span.from;
    const to = known && known.to > span.to ? known.to : span.to;
    const seconds = businessSeconds(this.time.hours, this.time.timeZone, from, to);
    this.#known = { from, to, seconds };
    return seconds;
  }
}

/** From the first to the last moment that is measured. */
interface Span {
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;

function spanOf({ leads, calls, checks, referrals }: Records, now: Date): Span {
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
