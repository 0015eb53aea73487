import AccessToken from 'twilio/lib/jwt/AccessToken.js';
import type { DataSource } from 'typeorm';
import {
  ConferenceDriver,
  type ConferenceService,
  type SimulatedExchange,
  TwilioConferences,
} from '#calls';
import { ERROR_STATUS, type PhoneToken, type PhoneView } from '#contract';
import type { Clock, DeskSettings } from '#platform';
import { DomainError } from '../http/record-errors.js';

/** A browser asks for a new token some minutes before this is over; seconds. */
const TOKEN_SECONDS = 3600;

type Account = NonNullable<DeskSettings['phone']>;

/** Through whom browsers call: Twilio, the demo's stand-in for it, or nobody. */
export class PhoneCompany {
  constructor(
    private readonly account: Account | undefined,
    /** Only in the demo, and only without an account. */
    readonly simulated: SimulatedExchange | undefined,
    /** The site's address as the phone company sees it. */
    private readonly publicUrl: string,
  ) {}

  get kind(): PhoneView['kind'] {
    if (this.account) return 'twilio';
    return this.simulated ? 'simulated' : 'none';
  }

  /**
   * Lets a browser register under this name, dial through the site's script and take calls, for an hour. Throws
   * `phone.not_configured` without an account.
   */
  token(identity: string, now: Date): PhoneToken {
    if (!this.account) throw notConfigured();
    const { accountSid, apiKeySid, apiKeySecret, twimlAppSid } = this.account;
    const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, {
      identity,
      ttl: TOKEN_SECONDS,
    });
    token.addGrant(
      new AccessToken.VoiceGrant({ outgoingApplicationSid: twimlAppSid, incomingAllow: true }),
    );
    const expiresAt = new Date(now.getTime() + TOKEN_SECONDS * 1000).toISOString();
    return { token: token.toJwt(), expiresAt };
  }

  /** Does with calls what colleagues want. Throws `phone.not_configured` without a phone company. */
  driver(source: DataSource, conferences: ConferenceService, clock: Clock): ConferenceDriver {
    const { publicUrl } = this;
    return new ConferenceDriver({ source, conferences, port: this.#port(), publicUrl, clock });
  }

  #port(): TwilioConferences {
    if (this.account) {
      const {
        accountSid,
        apiKeySid: keySid,
        apiKeySecret: keySecret,
        apiBase: base,
      } = this.account;
      return new TwilioConferences({ accountSid, keySid, keySecret, base });
    }
    const { simulated } = this;
    if (!simulated) throw notConfigured();
    return new TwilioConferences({
      accountSid: 'ACsimulated',
      keySid: 'SKsimulated',
      keySecret: 'simulated',
      base: 'https://api.twilio.com',
      request: (url, init) => simulated.request(url, init),
    });
  }

  /** Goes on only where calls in the browser are set up. Throws `phone.not_configured`. */
  required(): void {
    if (this.kind === 'none') throw notConfigured();
  }
}

function notConfigured(): DomainError {
  return new DomainError('phone.not_configured', {
    status: ERROR_STATUS['phone.not_configured'],
    message:
      'Calls in the browser are not set up here. An administrator finds how in docs/calls.md.',
  });
}
