import type { Attachment, ParsedMail } from 'mailparser';
import { normaliseEmail } from '#people';
import { type MailNature, natureOf } from './automatic-mail.js';
import { endOfHead, headFields } from './mail-head.js';
import { isSenderProven } from './sender-proof.js';
import { partsOf } from './written-part.js';

/** A file that came along; `content` is null when it is not to be kept, `leftOut` then says why. */
export interface MailFile {
  name: string;
  content: Buffer | null;
  leftOut: string | null;
}

/** An e-mail as people read it: text only, no markup and nothing loaded from anywhere. */
export interface IncomingMail {
  /** Whom to answer, as addresses are compared; null when it says no address. */
  from: string | null;
  name: string | null;
  subject: string;
  written: string;
  quoted: string | null;
  files: MailFile[];
  /** Its own Message-ID, angle brackets included, for the answer to name. */
  wireId: string | null;
  nature: MailNature;
  /** Our mail server vouches for the address in `from`. */
  proven: boolean;
  /** A server before ours took it for unwanted. */
  markedAsSpam: boolean;
}

/** The most of a message that is fetched and kept; bytes. */
export const MAX_MAIL_BYTES = 15 * 1024 * 1024;
/** Of one that is larger, its beginning; bytes. */
export const BEGINNING_BYTES = 512 * 1024;
const MOST_FILES = 20;
/** Characters. */
const LONGEST_TEXT = 20_000;
const LONGEST_SUBJECT = 300;
const LONGEST_HTML = 1_000_000;
/** Pictures inside the text that are smaller are logos and lines; bytes. */
const SMALL_PICTURE = 12 * 1024;
const NO_REPLY = /^(no-?reply|do-?not-?reply|donotreply)[@+._-]/i;

/**
 * Reads a raw message. Never throws: of one that no parser understands the text is what stands in it.
 * @param bytes how large the whole message is, of which `raw` may be the beginning
 * @param authserv the name under which our mail server says whether a sender is proven
 */
export async function readMail(
  raw: Buffer,
  bytes: number,
  authserv: string | undefined,
): Promise<IncomingMail> {
  const parsed = await parse(raw);
  const fields = headFields(raw);
  const { from, name } = writerOf(parsed, fields('from')[0] ?? '');
  const text = withoutPictures(storable(textOf(parsed, raw)));
  const { written, quoted } = partsOf(text.slice(0, 10 * LONGEST_TEXT));
  const whole = raw.length >= bytes;
  return {
    from,
    name,
    subject: line(parsed?.subject ?? fields('subject')[0] ?? '', LONGEST_SUBJECT),
    written: shorten(written),
    quoted: quoted === null ? null : shorten(quoted),
    files: filesOf(parsed, whole, bytes),
    wireId: /<[^<>\s]{1,250}>/.exec(fields('message-id')[0] ?? '')?.[0] ?? null,
    nature: natureOf(raw, from),
    proven: isSenderProven(raw, from, authserv),
    markedAsSpam: fields('x-spam-flag').some((value) => /^yes/i.test(value)),
  };
}

/** The parser is loaded with the first e-mail: desk and site, which read few or none, need not wait for it at their start. */
async function parse(raw: Buffer): Promise<ParsedMail | null> {
  const { simpleParser } = await import('mailparser');
  try {
    return await simpleParser(raw, {
      skipTextToHtml: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
      maxHtmlLengthToParse: LONGEST_HTML,
      checksumAlgo: false,
    });
  } catch {
    // What it says is shown as it stands: somebody may be waiting behind a broken message.
    return null;
  }
}

/** Forms on other people's sites write from an address that takes no answer, and name the person in Reply-To. */
function writerOf(
  parsed: ParsedMail | null,
  fromField: string,
): { from: string | null; name: string | null } {
  const writer = parsed?.from?.value[0];
  const answerTo = parsed?.replyTo?.value[0];
  const said = writer?.address ?? /(?<![^\s<>"@])[^\s<>"@]+@[^\s<>"]+/.exec(fromField)?.[0] ?? '';
  const from = normaliseEmail(storable(said));
  const other = normaliseEmail(storable(answerTo?.address ?? ''));
  const chosen = other !== null && (from === null || NO_REPLY.test(from)) ? answerTo : writer;
  const name = line(chosen?.name ?? '', 200);
  return {
    from: chosen === answerTo && other !== null ? other : from,
    name: name === '' || name.includes('@') ? null : name,
  };
}

function filesOf(parsed: ParsedMail | null, whole: boolean, bytes: number): MailFile[] {
  const attached = (parsed?.attachments ?? []).filter((each) => !isDecoration(each));
  const files = attached.map((each, at): MailFile => {
    const name = fileName(each, at);
    if (!whole) return leftOut(name, 'the e-mail is too large');
    if (at >= MOST_FILES) return leftOut(name, `only ${MOST_FILES} files of one e-mail are kept`);
    return { name, content: each.content, leftOut: null };
  });
  if (whole) return files;
  const size = Math.round(bytes / (1024 * 1024));
  return [
    ...files,
    leftOut(`The rest of this e-mail (${size} MB)`, 'too large: it stays whole in the mailbox'),
  ];
}

function leftOut(name: string, because: string): MailFile {
  return { name, content: null, leftOut: because };
}

/** Small pictures inside the text, and what servers add to their reports. */
function isDecoration({ contentType, related, size }: Attachment): boolean {
  if (contentType === 'message/delivery-status' || contentType === 'text/rfc822-headers') {
    return true;
  }
  return related === true && contentType.startsWith('image/') && size < SMALL_PICTURE;
}

function fileName({ filename, contentType }: Attachment, at: number): string {
  const last =
    line(filename ?? '', 400)
      .split(/[\\/]/)
      .at(-1)
      ?.trim() ?? '';
  if (last !== '') return last.length > 150 ? `…${last.slice(-149)}` : last;
  return `File ${at + 1} (${line(contentType, 60)})`;
}

/** Pictures of HTML come as a line with their address; nobody reads that, and nothing is to be opened from there. */
function withoutPictures(text: string): string {
  return text.replaceAll(/^[ \t>]*\[(?:https?:|cid:|data:)[^\]\s]*\][ \t]*$/gm, '');
}

/** Where the parser finds no text, what stands in the message: nobody is left unheard because of a broken one. */
function textOf(parsed: ParsedMail | null, raw: Buffer): string {
  if (parsed?.text) return parsed.text;
  if (parsed?.html) return withoutMarkup(parsed.html.slice(0, LONGEST_HTML));
  if (parsed && parsed.attachments.length > 0) return '';
  const end = endOfHead(raw);
  return raw.subarray(end, end + BEGINNING_BYTES).toString('utf8');
}

/** Of HTML that is too long or too deep to be read as it should be: its words, without order. */
function withoutMarkup(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[^<>]*>[^<]*/gi, ' ')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT).toWellFormed()}\n\n[… longer than is shown here]`;
}

function line(text: string, limit: number): string {
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  const plain = storable(text).replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ');
  return plain.trim().slice(0, limit).toWellFormed();
}

/** Without what PostgreSQL or UTF-8 cannot hold. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
