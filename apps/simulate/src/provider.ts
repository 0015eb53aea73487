import { createHmac } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Play } from './arguments.js';
import { verbsOf, type Verb } from '#calls';
import { inWords } from './in-words.js';

type Say = (line: string) => void;

/** A secret that the site must have as well. Throws with what to set. */
export function secret(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set. Set it to the same value for the site and for this command, for example:\n` +
      `  ${name}=something-secret npm start\n  ${name}=something-secret npm run simulate ...\n` +
      'The demo (npm run demo) makes one by itself, and this command finds it.',
  );
}

/** Sends what Twilio would send. */
export class Twilio {
  constructor(
    private readonly play: Pick<Play, 'url' | 'publicUrl'>,
    private readonly token: string,
    private readonly say: Say,
  ) {}

  /** Posts signed fields to a path or one of the site's own addresses; gives what the site says to do. */
  async post(to: string, fields: Record<string, string>): Promise<Verb[]> {
    const path = to.startsWith('/') ? to : this.#pathOf(to);
    const signature = getExpectedTwilioSignature(
      this.token,
      `${this.play.publicUrl}${path}`,
      fields,
    );
    const { answer, text } = await sendAndTell(
      `${this.play.url}${path}`,
      new URLSearchParams(fields).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      fields.CallStatus ?? fields.MessageStatus ?? '',
      this.say,
    );
    if (!answer.ok) throw new Error(refused(answer.status, text));
    const verbs = verbsOf(text);
    for (const verb of verbs) this.say(`   the site ${inWords(verb)}`);
    return verbs;
  }

  /** The site names itself by its public address; here it is called at the one it listens on. */
  #pathOf(address: string): string {
    if (address.startsWith(this.play.publicUrl)) return address.slice(this.play.publicUrl.length);
    const { pathname, search } = new URL(address);
    return pathname + search;
  }
}

/** Sends what CallRail would send. */
export async function postCallRail(
  url: string,
  key: string,
  call: Record<string, unknown>,
  say: Say,
): Promise<void> {
  const body = JSON.stringify(call);
  const { answer, text } = await sendAndTell(
    `${url}/webhooks/callrail`,
    body,
    {
      'content-type': 'application/json',
      signature: createHmac('sha1', key).update(body).digest('base64'),
    },
    'post-call',
    say,
  );
  if (!answer.ok) throw new Error(refused(answer.status, text));
}

async function sendAndTell(
  url: string,
  body: string,
  headers: Record<string, string>,
  what: string,
  say: Say,
): Promise<{ answer: Response; text: string }> {
  const { pathname, search } = new URL(url);
  let answer: Response;
  try {
    answer = await fetch(url, { method: 'POST', headers, body });
  } catch (error) {
    throw new Error(`Nothing answers at ${url}. Is the site running (npm start, npm run demo)?`, {
      cause: error,
    });
  }
  const text = await answer.text();
  say(`→ POST ${pathname}${search}  ${what}`);
  say(`← ${answer.status}${answer.ok ? '' : ` ${text}`}`);
  return { answer, text };
}

function refused(status: number, text: string): string {
  if (status === 503 && text.includes('webhook.not_configured')) {
    return 'The site has no secret for this provider: set it where the site is started, then try again.';
  }
  if (status === 401) {
    return 'The site does not believe the signature: is the secret the same, and its PUBLIC_URL the address signed here (--public-url)?';
  }
  return `The site refused the request (${status}).`;
}
