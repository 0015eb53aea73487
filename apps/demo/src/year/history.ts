import { begin, type Known, open } from './opening.js';
import { pursue } from './pursuing.js';
import { reach } from './reaching.js';
import type { Records, Row } from './tables.js';
import { askAgain } from './twice.js';
import { DAY, type Year } from './year.js';

/** Of so many people one was here before. */
const ONE_IN = 25;
/** How far back they were here, as a share of the year. */
const SHARE_BACK = 0.16;

/**
 * Everything that happens to one request for help until the end of the year, as rows. A function of the year and the
 * request's place in it alone: histories may be told in any order, and by several at once.
 */
export function historyOf(year: Year, serial: number): Records {
  const before = wasHere(year, serial);
  const came = open(year, serial, before);
  const { telling } = came;
  const spokeAt = reach(came);
  if (spokeAt !== null) pursue(telling, spokeAt);
  if (!before) askAgain(telling);
  telling.lead.finish(telling.until);
  return telling.records;
}

/** Somebody whose lead was closed before, and who asks again; each comes back once at most. */
function wasHere(year: Year, serial: number): Known | null {
  if (serial % ONE_IN !== 0) return null;
  const back = Math.round((year.options.leads * SHARE_BACK) / ONE_IN) * ONE_IN + 3;
  const earlier = serial - back;
  if (earlier < 0 || back < ONE_IN) return null;
  const { known } = begin(year, earlier);
  const records = historyOf(year, earlier);
  const [lead] = (records.lead ?? []).slice(-1);
  const at = year.arrivals[serial] ?? 0;
  return known.who.patient && lead && !records.lead_merge && endedBefore(lead, at - DAY)
    ? known
    : null;
}

function endedBefore({ closed_at: closedAt, closed_reason: reason }: Row, at: number): boolean {
  if (!(closedAt instanceof Date) || closedAt.getTime() > at) return false;
  return [
    'not_ready',
    'unreachable',
    'cost',
    'no_bed',
    'chose_another',
    'long_term_nurture',
  ].includes(String(reason));
}
