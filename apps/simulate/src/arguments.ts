import { parseArgs } from 'node:util';
import type { TextFault } from './fake-provider/fake-twilio.js';
import type { Letter } from './letter.js';

/** What the person at the keyboard wants played. */
export interface Play {
  what: 'call' | 'sms' | 'callrail' | 'provider' | 'email';
  ending: 'missed' | 'answered' | 'voicemail' | 'abandoned';
  from: string;
  to: string;
  text: string;
  /** Where the site listens. */
  url: string;
  /** The address that the signature covers. */
  publicUrl: string;
  /** Without the waiting. */
  fast: boolean;
  /** Where the simulated provider listens, for texts and for e-mail. */
  port: number;
  smtpPort: number;
  /** What goes wrong with its first text. */
  fault: TextFault | undefined;
  /** The code with which its texts do not arrive. */
  fail: number | undefined;
  /** It reports out of order and twice. */
  messy: boolean;
  /** Of an e-mail, what is not said above. */
  letter: Pick<Letter, 'kind' | 'subject' | 'html' | 'file' | 'forged'>;
}

export const HELP = `Plays the telephone company: sends the site the signed requests of a call or a text.

  npm run simulate call -- --missed       nobody takes it, no message is left
  npm run simulate call -- --answered     somebody takes it
  npm run simulate call -- --voicemail    the caller leaves a message
  npm run simulate call -- --abandoned    the caller hangs up while it rings
  npm run simulate sms -- "Can you call me?"          a text comes in; STOP, START and HELP are words too
  npm run simulate email -- --from maria@mail.example "Can you write to me?"    an e-mail comes in, in the demo
      --reply, --away, --bounce   it answers the last one sent to this address, by hand or by machine, or returns it
      --subject "…", --html, --file card.png; --forged: the mail server does not vouch for its sender

  npm run simulate callrail               a post-call report; --missed, --answered, --voicemail, --abandoned too

  npm run simulate provider               takes texts and e-mails in place of Twilio and the mail server, until Ctrl-C

  --from +12025550143   the caller ("anonymous": the number is withheld)
  --to +18885550100     the number that is called
  --url http://127.0.0.1:3000   where the site listens
  --public-url …        the site's PUBLIC_URL, if it has one: signatures cover it
  --fast                without the ringing and talking times
  --port 4010, --smtp-port 4025   where the provider listens
  --fault drop          what goes wrong with its first text: drop, drop_first, broken, silent, no_json, or a code such as 21610
  --fail 30003          its texts do not arrive, with this code
  --messy               it reports out of order, and twice

Secrets: TWILIO_AUTH_TOKEN (call, sms, provider) and CALLRAIL_SIGNING_KEY (callrail), the same as the site has.
The demo makes its own; with "npm start" set them for both commands.
`;

const KINDS = ['call', 'sms', 'callrail', 'provider', 'email'] as const;
const WRITTEN: ReadonlySet<string> = new Set(['sms', 'email']);
const LETTERS = ['reply', 'away', 'bounce'] as const;
const ENDINGS = ['missed', 'answered', 'voicemail', 'abandoned'] as const;
const SEE_HELP = '"npm run simulate -- --help" shows what there is.';

/** Reads the arguments. Undefined: help is wanted. Throws a sentence on what can't be played. */
export function playOf(args: string[], env: NodeJS.ProcessEnv): Play | undefined {
  const { values, positionals } = read(args);
  const [word, ...more] = positionals;
  if (values.help || word === undefined) return undefined;
  const what = KINDS.find((kind) => kind === word);
  if (!what) throw new Error(`There is no "${word}" to play. ${SEE_HELP}`);
  const words = WRITTEN.has(what) && more.length > 0 ? more.join(' ') : undefined;
  if (more.length > 0 && words === undefined)
    throw new Error(`"${more.join(' ')}" is one word too many. ${SEE_HELP}`);
  const endings = ENDINGS.filter((ending) => values[ending]);
  if (endings.length > 1) {
    throw new Error(`A call ends in one way: ${endings.map((one) => `--${one}`).join(' or ')}.`);
  }
  const url = address('--url', values.url ?? `http://127.0.0.1:${env.SITE_PORT || '3000'}`);
  return {
    what,
    ending: endings[0] ?? (what === 'call' ? 'missed' : 'voicemail'),
    from: what === 'email' ? mailAddress(values.from) : caller(values.from),
    to: phone('--to', values.to),
    text: values.text ?? words ?? 'Hi, can somebody call me back please?',
    url,
    publicUrl: address('--public-url', values['public-url'] || env.PUBLIC_URL || url),
    fast: values.fast,
    port: portOf('--port', values.port),
    smtpPort: portOf('--smtp-port', values['smtp-port']),
    fault: faultOf(values.fault),
    fail: values.fail === undefined ? undefined : codeOf('--fail', values.fail),
    messy: values.messy,
    letter: {
      kind: LETTERS.find((kind) => values[kind]) ?? 'letter',
      subject: values.subject,
      html: values.html,
      file: values.file,
      forged: values.forged,
    },
  };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        missed: { type: 'boolean' },
        answered: { type: 'boolean' },
        voicemail: { type: 'boolean' },
        abandoned: { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string', default: '+18885550100' },
        text: { type: 'string' },
        url: { type: 'string' },
        'public-url': { type: 'string' },
        fast: { type: 'boolean', default: false },
        port: { type: 'string', default: '4010' },
        'smtp-port': { type: 'string', default: '4025' },
        fault: { type: 'string' },
        fail: { type: 'string' },
        messy: { type: 'boolean', default: false },
        reply: { type: 'boolean' },
        away: { type: 'boolean' },
        bounce: { type: 'boolean' },
        subject: { type: 'string' },
        html: { type: 'boolean', default: false },
        file: { type: 'string' },
        forged: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    // "Unknown option '--x'. To specify …": the first sentence says it.
    const [said] = (error as Error).message.split(/\.\s/);
    throw new Error(`${said}. ${SEE_HELP}`, { cause: error });
  }
}

function caller(given: string | undefined): string {
  return given === 'anonymous' ? given : phone('--from', given ?? someNumber());
}

function mailAddress(given: string | undefined): string {
  const address = given ?? `somebody${Math.floor(Math.random() * 10_000)}@mail.example`;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return address;
  throw new Error(`--from "${address}" is no e-mail address: write it like maria@mail.example.`);
}

function phone(option: string, given: string): string {
  if (/^\+[1-9]\d{6,14}$/.test(given)) return given;
  throw new Error(`${option} "${given}" is no telephone number: write it like +12025550143.`);
}

function address(option: string, given: string): string {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '');
  throw new Error(`${option} "${given}" is no address: write it like http://127.0.0.1:3000.`);
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`${option} is a port number from 0 to 65535.`);
}

function codeOf(option: string, text: string): number {
  if (/^\d{5}$/.test(text)) return Number(text);
  throw new Error(`${option} is a code of Twilio's, such as 30003.`);
}

const FAULTS = ['drop', 'drop_first', 'broken', 'silent', 'no_json'] as const;

function faultOf(text: string | undefined): TextFault | undefined {
  if (text === undefined) return undefined;
  const word = FAULTS.find((fault) => fault === text);
  return word ?? codeOf(`--fault is ${FAULTS.join(', ')}, or`, text);
}

/** A number of the block that is kept free for fiction. */
function someNumber(): string {
  return `+120255501${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
}
