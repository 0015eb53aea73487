/** A public holiday: ISO date and its English name. */
export interface Holiday {
  day: string;
  name: string;
}

/**
 * The public holidays of the United States in these years, by the package `date-holidays`, in order.
 * Loaded when asked for: its tables of all countries need memory that nobody else should pay for.
 */
export async function holidaysOf(years: readonly number[]): Promise<Holiday[]> {
  const { default: Holidays } = await import('date-holidays');
  const calendar = new Holidays('US', { types: ['public'], languages: ['en'] });
  const days = new Map<string, string>();
  for (const year of years) {
    for (const { date, name } of calendar.getHolidays(year)) {
      const day = date.slice(0, 10);
      if (!days.has(day)) days.set(day, name);
    }
  }
  return [...days]
    .map(([day, name]) => ({ day, name }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
}
