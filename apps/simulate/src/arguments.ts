import { parseArgs } from 'node:util';

/** What the person at the keyboard wants played. */
export interface Play {
  what: 'call' | 'sms' | 'callrail';
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
}

export const HELP = `Plays the telephone company: sends the site the signed requests of a call or a text.

  npm run simulate call -- --missed       nobody takes it, no message is left
  npm run simulate call -- --answered     somebody takes it
  npm run simulate call -- --voicemail    the caller leaves a message
  npm run simulate call -- --abandoned    the caller hangs up while it rings
  npm run simulate sms -- --text "Can you call me?"
  npm run simulate callrail               a post-call report; --missed, --answered, --voicemail, --abandoned too

  --from +12025550143   the caller ("anonymous": the number is withheld)
  --to +18885550100     the number that is called
  --url http://127.0.0.1:3000   where the site listens
  --public-url …        the site's PUBLIC_URL, if it has one: signatures cover it
  --fast                without the ringing and talking times

Secrets: TWILIO_AUTH_TOKEN (call, sms) and CALLRAIL_SIGNING_KEY (callrail), the same as the site has.
The demo makes its own; with "npm start" set them for both commands.
`;

const KINDS = ['call', 'sms', 'callrail'] as const;
const ENDINGS = ['missed', 'answered', 'voicemail', 'abandoned'] as const;
const SEE_HELP = '"npm run simulate -- --help" shows what there is.';

/** Reads the arguments. Undefined: help is wanted. Throws a sentence on what can't be played. */
export function playOf(args: string[], env: NodeJS.ProcessEnv): Play | undefined {
  const { values, positionals } = read(args);
  const [word, ...more] = positionals;
  if (values.help || word === undefined) return undefined;
  const what = KINDS.find((kind) => kind === word);
  if (!what) throw new Error(`There is no "${word}" to play. ${SEE_HELP}`);
  if (more.length > 0) throw new Error(`"${more.join(' ')}" is one word too many. ${SEE_HELP}`);
  const endings = ENDINGS.filter((ending) => values[ending]);
  if (endings.length > 1) {
    throw new Error(`A call ends in one way: ${endings.map((one) => `--${one}`).join(' or ')}.`);
  }
  const url = address('--url', values.url ?? `http://127.0.0.1:${env.SITE_PORT || '3000'}`);
  return {
    what,
    ending: endings[0] ?? (what === 'call' ? 'missed' : 'voicemail'),
    from: values.from === 'anonymous' ? values.from : phone('--from', values.from ?? someNumber()),
    to: phone('--to', values.to),
    text: values.text,
    url,
    publicUrl: address('--public-url', values['public-url'] || env.PUBLIC_URL || url),
    fast: values.fast,
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
        text: { type: 'string', default: 'Hi, can somebody call me back please?' },
        url: { type: 'string' },
        'public-url': { type: 'string' },
        fast: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    // "Unknown option '--x'. To specify …": the first sentence says it.
    const [said] = (error as Error).message.split(/\.\s/);
    throw new Error(`${said}. ${SEE_HELP}`, { cause: error });
  }
}

function phone(option: string, given: string): string {
  if (/^\+[1-9]\d{6,14}$/.test(given)) return given;
  throw new Error(`${option} "${given}" is no telephone number: write it like +12025550143.`);
}

function address(option: string, given: string): string {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '');
  throw new Error(`${option} "${given}" is no address: write it like http://127.0.0.1:3000.`);
}

/** A number of the block that is kept free for fiction. */
function someNumber(): string {
  return `+120255501${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
}
