import { seeded } from '../story/random.js';
import { Ids, streamSeed } from './ids.js';
import { OPEN_BEDS } from './shape.js';
import type { Row } from './tables.js';
import { DAY, HOUR, type Year } from './year.js';

/** What a program said of its beds. */
interface Said {
  open: number;
  at: number;
  source: 'facility_link' | 'api' | 'staff';
}

/** Reports are looked for so many days back. */
const LOOK_BACK = 6;

/** What was last said of a program's beds before a moment; null: nothing in days. */
export function bedsAt(
  year: Year,
  program: number,
  at: number,
): { open: number; saidAt: Date } | null {
  const today = Math.floor(at / DAY);
  for (let day = today; day > today - LOOK_BACK; day -= 1) {
    const said = saidOn(year, program, day);
    if (said && said.at <= at) return { open: said.open, saidAt: new Date(said.at) };
  }
  return null;
}

/** All that programs said of their beds in the year, as rows. */
export function* bedReports(year: Year): Generator<Row> {
  const { options, centre } = year;
  const until = options.until.getTime();
  const [first, last] = [until - options.days * DAY, until].map((at) => Math.floor(at / DAY));
  for (const [program, { facts, beds }] of centre.programs.entries()) {
    const ids = new Ids(options.seed, 0xf000_0000 + program);
    for (let day = first ?? 0; day <= (last ?? 0); day += 1) {
      const said = saidOn(year, program, day);
      if (!said || said.at > until) continue;
      yield {
        id: ids.at(said.at),
        program_id: facts.id,
        beds_open: said.open,
        beds_in_all: beds,
        said_by: said.source === 'staff' ? 'staff' : 'facility',
        source: said.source,
        staff_id: said.source === 'staff' ? centre.manager : null,
        said_at: new Date(said.at),
        created_at: new Date(said.at),
      };
    }
  }
}

/** Full after the new year and in autumn, empty around the feasts; some days nobody says anything. */
function saidOn(year: Year, program: number, day: number): Said | null {
  const random = seeded(streamSeed(year.options.seed, day * 512 + program, 2));
  if (!random.chance(0.74)) return null;
  const beds = year.centre.programs[program]?.beds ?? 0;
  const at = day * DAY + 12 * HOUR + random.next() * 5 * HOUR;
  const share = (OPEN_BEDS[year.time.month(at)] ?? 0.1) * (0.3 + random.next() * 1.7);
  const source = random.weighted({ facility_link: 6, api: 3, staff: 2 } as const);
  return {
    open: Math.min(beds, Math.floor(beds * share + random.next())),
    at: Math.floor(at),
    source,
  };
}
