const kept = new Map<string, Intl.DateTimeFormat>();

/**
 * How a locale writes what `parts` ask for, in their zone. Made once for each: making one costs more than ten times what
 * using it does, and every page says a time. There are as many as zones and ways to say a time. Throws RangeError for a
 * zone that is none.
 */
export function dateFormat(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, parts]);
  const known = kept.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, parts);
  kept.set(key, made);
  return made;
}
