import type { CadencePreview, PreviewStep } from '#contract';

/** One day of a preview's calendar, in the person's own zone. */
export interface PreviewDay {
  /** YYYY-MM-DD */
  day: string;
  steps: PreviewStep[];
}

const DAY_MS = 86_400_000;

/** The day of a moment where they live, as YYYY-MM-DD. */
export function dayIn(timeZone: string, iso: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(iso));
}

/** The clock time of a moment where they live: "3:05 PM". */
export function timeIn(timeZone: string, iso: string): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(iso));
}

/** The weeks in which something would happen, Sunday first; weeks without a step are left out. */
export function weeksOf({ steps, timeZone }: CadencePreview): PreviewDay[][] {
  const byDay = Map.groupBy(steps, (step) => dayIn(timeZone, step.at));
  const weeks = new Map<string, PreviewDay[]>();
  for (const day of [...byDay.keys()].toSorted()) {
    const sunday = sundayOf(day);
    if (weeks.has(sunday)) continue;
    const first = Date.parse(sunday);
    weeks.set(
      sunday,
      Array.from({ length: 7 }, (_, at) => {
        const each = new Date(first + at * DAY_MS).toISOString().slice(0, 10);
        return { day: each, steps: byDay.get(each) ?? [] };
      }),
    );
  }
  return [...weeks.values()];
}

function sundayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Date(at.getTime() - at.getUTCDay() * DAY_MS).toISOString().slice(0, 10);
}
