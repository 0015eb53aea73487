import { z } from 'zod';
import {
  type CompanyLeg,
  ConferencePort,
  type Invitation,
  type Participant,
  PhoneCompanyError,
} from './conference-port.js';

/** A Twilio account, by a key of it. */
export interface TwilioKey {
  accountSid: string;
  keySid: string;
  keySecret: string;
  /** `https://api.twilio.com`, or what stands in for it. */
  base: string;
  /** How requests are made: `fetch`, or the exchange in this process. */
  request?: (url: URL, init: RequestInit) => Promise<Response>;
  /** Milliseconds for one request; {@link DEADLINE_MS} unless said. */
  deadline?: number;
}

const DEADLINE_MS = 8000;
/** How long somebody's phone rings, in seconds: the person on hold waits as long. */
const RING_SECONDS = 30;

const Legs = z.object({ calls: z.array(z.object({ sid: z.string(), to: z.string() })) });
const Conferences = z.object({ conferences: z.array(z.object({ sid: z.string() })) });
const Participants = z.object({
  participants: z.array(
    z.object({
      call_sid: z.string(),
      label: z.string().nullish(),
      hold: z.boolean(),
      status: z.string().nullish(),
    }),
  ),
});
const Leg = z.object({ status: z.string() });
const Invited = z.object({ call_sid: z.string() });

type Form = Record<string, string>;

/** Conferences by Twilio's REST API of 2010-04-01: Calls, Conferences and their Participants. */
export class TwilioConferences extends ConferencePort {
  constructor(private readonly key: TwilioKey) {
    super();
  }

  override async legsOf(callSid: string): Promise<CompanyLeg[]> {
    const query = new URLSearchParams({ ParentCallSid: callSid, Status: 'in-progress' });
    return read(Legs, await this.#ask('GET', `Calls.json?${query}`)).calls;
  }

  override async isOpen(leg: string): Promise<boolean> {
    try {
      return read(Leg, await this.#ask('GET', `Calls/${leg}.json`)).status === 'in-progress';
    } catch (error) {
      if (error instanceof PhoneCompanyError && error.result === 'gone') return false;
      throw error;
    }
  }

  override async move(leg: string, url: string): Promise<void> {
    await this.#ask('POST', `Calls/${leg}.json`, { Url: url, Method: 'POST' });
  }

  override async find(name: string): Promise<string | null> {
    const query = new URLSearchParams({ FriendlyName: name, Status: 'in-progress' });
    const found = read(Conferences, await this.#ask('GET', `Conferences.json?${query}`));
    return found.conferences[0]?.sid ?? null;
  }

  override async participants(conferenceSid: string): Promise<Participant[]> {
    const path = `Conferences/${conferenceSid}/Participants.json`;
    const { participants } = read(Participants, await this.#ask('GET', path));
    return participants.map(({ call_sid: leg, label, hold, status }) => ({
      leg,
      label: label ?? null,
      held: hold,
      connected: (status ?? 'connected') === 'connected',
    }));
  }

  override async hold(
    conferenceSid: string,
    leg: string,
    held: boolean,
    url: string,
  ): Promise<void> {
    const music: Form = held ? { HoldUrl: url, HoldMethod: 'POST' } : {};
    await this.#change(conferenceSid, leg, { ...music, Hold: String(held) });
  }

  override async endsWith(conferenceSid: string, leg: string, ends: boolean): Promise<void> {
    await this.#change(conferenceSid, leg, { EndConferenceOnExit: String(ends) });
  }

  override async invite(
    conferenceSid: string,
    { label, to, from, reports, conferenceReports }: Invitation,
  ): Promise<string> {
    const answer = await this.#ask('POST', `Conferences/${conferenceSid}/Participants.json`, {
      From: from,
      To: to,
      Label: label,
      Timeout: String(RING_SECONDS),
      Beep: 'false',
      EarlyMedia: 'true',
      EndConferenceOnExit: 'false',
      Record: 'false',
      StatusCallback: reports,
      StatusCallbackMethod: 'POST',
      StatusCallbackEvent: 'initiated ringing answered completed',
      ConferenceStatusCallback: conferenceReports,
      ConferenceStatusCallbackMethod: 'POST',
      ConferenceStatusCallbackEvent: 'start end join leave hold',
    });
    const invited = Invited.safeParse(answer);
    if (invited.success) return invited.data.call_sid;
    throw new PhoneCompanyError('unknown', 'Twilio takes the call and does not say which it is.');
  }

  override async remove(conferenceSid: string, leg: string): Promise<void> {
    await this.#ask('DELETE', `Conferences/${conferenceSid}/Participants/${leg}.json`);
  }

  override async hangUp(leg: string): Promise<void> {
    await this.#ask('POST', `Calls/${leg}.json`, { Status: 'completed' });
  }

  override async end(conferenceSid: string): Promise<void> {
    await this.#ask('POST', `Conferences/${conferenceSid}.json`, { Status: 'completed' });
  }

  async #change(conferenceSid: string, leg: string, form: Form): Promise<void> {
    await this.#ask('POST', `Conferences/${conferenceSid}/Participants/${leg}.json`, form);
  }

  async #ask(method: 'GET' | 'POST' | 'DELETE', path: string, form?: Form): Promise<unknown> {
    const {
      accountSid,
      keySid,
      keySecret,
      base,
      request = fetch,
      deadline = DEADLINE_MS,
    } = this.key;
    const url = new URL(`/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${path}`, base);
    const basic = Buffer.from(`${keySid}:${keySecret}`).toString('base64');
    try {
      const response = await request(url, {
        method,
        headers: {
          authorization: `Basic ${basic}`,
          accept: 'application/json',
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(form ? { body: new URLSearchParams(form).toString() } : {}),
        redirect: 'error',
        signal: AbortSignal.timeout(deadline),
      });
      if (!response.ok) throw await refusal(response);
      return response.status === 204 ? null : ((await response.json()) as unknown);
    } catch (error) {
      if (error instanceof PhoneCompanyError) throw error;
      throw new PhoneCompanyError('unknown', 'The phone company did not answer.', { cause: error });
    }
  }
}

/** What an answer says; an answer of another shape says nothing. */
function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const said = schema.safeParse(answer);
  if (said.success) return said.data;
  throw new PhoneCompanyError('unknown', 'The phone company answers in another shape.');
}

/** A 4xx is a refusal, of what is over a 404; behind a 5xx it may have happened. */
async function refusal(response: Response): Promise<PhoneCompanyError> {
  const { status } = response;
  await response.body?.cancel();
  const said = `The phone company answers ${status}.`;
  if (status === 404) return new PhoneCompanyError('gone', said);
  return new PhoneCompanyError(status >= 400 && status < 500 ? 'refused' : 'unknown', said);
}
