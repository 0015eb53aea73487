/** Lines of a file of the vCard and iCalendar kind end so (RFC 6350, 3.2; RFC 5545, 3.1). */
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;

/** Neither backslash nor comma nor semicolon ends a value early (RFC 6350, 3.4; RFC 5545, 3.3.11). */
const text = (value: string) => value.replaceAll(/[\\,;]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');

/** Our number as a contact under a neutral name, vCard 3.0 (what phones of every age read). `phone` in E.164. */
export function contactCard(name: string, phone: string): string {
  return lines(
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${text(name)};;;;`,
    `FN:${text(name)}`,
    `TEL;TYPE=VOICE:${phone}`,
    'END:VCARD',
  );
}

/** A promised call of half an hour as an event that says nothing but that there is a call (RFC 5545). */
export function callEvent(event: { name: string; at: Date; uid: string; now: Date }): string {
  const { name, at, uid, now } = event;
  return lines(
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Call//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(at)}`,
    'DURATION:PT30M',
    `SUMMARY:${text(name)}`,
    'CLASS:PRIVATE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT10M',
    `DESCRIPTION:${text(name)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  );
}

/** `20261127T143000Z`. */
function utc(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}
