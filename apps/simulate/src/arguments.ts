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

const ENDINGS = ['missed', 'answered', 'voicemail', 'abandoned'] as const;

/** Reads the arguments. Undefined: nothing to play, show the help. Throws on ones that do not exist. */
export function playOf(args: string[], env: NodeJS.ProcessEnv): Play | undefined {
  const { values, positionals } = parseArgs({
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
  const [what] = positionals;
  if (values.help || (what !== 'call' && what !== 'sms' && what !== 'callrail')) return undefined;
  const url = (values.url ?? `http://127.0.0.1:${env.SITE_PORT || '3000'}`).replace(/\/+$/, '');
  return {
    what,
    ending: ENDINGS.find((ending) => values[ending]) ?? (what === 'call' ? 'missed' : 'voicemail'),
    from: values.from ?? someNumber(),
    to: values.to,
    text: values.text,
    url,
    publicUrl: (values['public-url'] || env.PUBLIC_URL || url).replace(/\/+$/, ''),
    fast: values.fast,
  };
}

/** A number of the block that is kept free for fiction. */
function someNumber(): string {
  return `+120255501${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
}
