const HOUR = 3_600_000;

/** The times people set somebody aside until, in the reader's own zone, all of them to come. */
export function usualTimes(now: Date): { label: string; at: Date }[] {
  const at = (days: number, hour: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(hour, 0, 0, 0);
    return day;
  };
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const inHours = (hours: number) => {
    const time = new Date(now.getTime() + hours * HOUR);
    time.setSeconds(0, 0);
    return time;
  };
  const times = [
    { label: 'In an hour', at: inHours(1) },
    { label: 'In three hours', at: inHours(3) },
    { label: 'This evening, 6 PM', at: at(0, 18) },
    { label: 'Tomorrow, 9 AM', at: at(1, 9) },
    ...(toMonday > 1 ? [{ label: 'Monday, 9 AM', at: at(toMonday, 9) }] : []),
  ];
  return times.filter((time) => time.at > now);
}
