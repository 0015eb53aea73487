import { normaliseEmail } from '#people';

/** What the first lines of an e-mail say, as far as it decides who is heard and what is answered. */
export interface MailHead {
  /** Every address in From, as addresses are compared. */
  from: string[];
  /** Ids of ours in what it answers: our Message-IDs begin with the id of the message. */
  answers: string[];
  /** Its own Message-ID without the angle brackets; null when it has none. */
  messageId: string | null;
}

/** No honest head is longer; bytes. */
const LONGEST = 256 * 1024;
const MOST_ADDRESSES = 20;
const MOST_ANSWERS = 50;
/** From where a run of letters begins, and no other of its letters: one that holds no @ is read once. */
const ADDRESS = /(?<![^\s<>()[\]",;:\\@])[^\s<>()[\]",;:\\@]+@[^\s<>()[\]",;:\\]+/g;
const OUR_ID = /<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/gi;

/** Reads the head of a raw message. Never throws, whatever the bytes are. */
export function mailHead(raw: Buffer): MailHead {
  const fields = headFields(raw);
  const from = addressesIn(fields('from').join(' '));
  const answers = idsIn([...fields('in-reply-to'), ...fields('references')].join(' '));
  const messageId = /<([^<>\s]+)>/.exec(fields('message-id')[0] ?? '')?.[1] ?? null;
  return { from, answers, messageId };
}

/** Ids of messages of ours in a text of Message-IDs, each once. */
export function idsIn(text: string): string[] {
  const found = [...text.matchAll(OUR_ID)].map(([, id = '']) => id.toLowerCase());
  return [...new Set(found)].slice(-MOST_ANSWERS);
}

/** The values of a field by its lower-case name, unfolded, in their order. */
export function headFields(raw: Buffer): (name: string) => string[] {
  const end = endOfHead(raw);
  const text = raw.subarray(0, Math.min(end, LONGEST)).toString('latin1');
  const lines = text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return (name) =>
    lines.flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 && line.slice(0, at).trim().toLowerCase() === name
        ? [line.slice(at + 1).trim()]
        : [];
    });
}

/** Where the head ends: at the first empty line, or with the message. */
export function endOfHead(raw: Buffer): number {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : raw.length;
}

/** The addresses in a text, as addresses are compared, each once. */
export function addressesIn(text: string): string[] {
  const found = [...text.matchAll(ADDRESS)].flatMap(([address]) => normaliseEmail(address) ?? []);
  return [...new Set(found)].slice(0, MOST_ADDRESSES);
}
