import { addDays, type CadencePreview, dayIn, type PreviewStep } from '#contract';

/** One day of a preview's calendar, in the person's own zone. */
export interface PreviewDay {
  /** YYYY-MM-DD */
  day: string;
  steps: PreviewStep[];
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
  const byDay = Map.groupBy(steps, (step) => dayIn(timeZone, new Date(step.at)));
  const weeks = new Map<string, PreviewDay[]>();
  for (const day of [...byDay.keys()].toSorted()) {
    const sunday = sundayOf(day);
    if (weeks.has(sunday)) continue;
    weeks.set(
      sunday,
      Array.from({ length: 7 }, (_, at) => {
        const each = addDays(sunday, at);
        return { day: each, steps: byDay.get(each) ?? [] };
      }),
    );
  }
  return [...weeks.values()];
}

function sundayOf(day: string): string {
  return addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay());
}
