import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, type InquiryKind } from '#contract';
import { type Arrival, type DoorOutcome, inboundLock, type WebhookEnvelope } from '#inquiries';
import { type Clock, DomainError, type Logger, type SiteSettings } from '#platform';
import type { RoutingReader } from '../routing/routing.js';
import type { ConferenceDesk } from './conference-desk.js';
import type { DialPermits } from './dial-permits.js';

/** What the webhooks need from the site. */
export interface WebhookOptions {
  /** Stores, or keeps in the sealed spool: the site's `Spool`. */
  spool: { takeOrKeep(arrival: Arrival): Promise<DoorOutcome | 'kept'> };
  secrets: SiteSettings['webhooks'];
  /** The site's address as providers see it; signatures cover it. */
  publicUrl: string;
  routing: RoutingReader;
  permits: DialPermits;
  conferences: ConferenceDesk;
  clock: Clock;
  logger: Logger;
}

/** One verified event, ready to be stored. */
export interface WebhookEvent {
  provider: WebhookEnvelope['provider'];
  event: string;
  kind: InquiryKind;
  eventId: string;
  follows?: string | null;
  suspicion?: string[];
  /** The number of whoever says something with it (a text, a voicemail): held against messages to them. */
  says?: string | undefined;
  /** Our own id of what it reports on. */
  about?: string | undefined;
  /** Whom of it, or which of the provider's calls it belongs to. */
  part?: string | undefined;
  /** By what a repeat is told from another body under the same id; the raw body unless said. */
  digestOf?: Buffer;
}

/** The raw body, exactly as it was received. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** A header's text; empty when it is missing. */
export function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** The secret, or 503: without it nothing can be told from a forgery, so nothing is taken. */
export function configured(secret: string | undefined): string {
  if (secret) return secret;
  throw new DomainError('webhook.not_configured', {
    status: ERROR_STATUS['webhook.not_configured'],
    message: 'This webhook has no secret set, so nothing can be verified.',
  });
}

/** Goes on only with what was signed: 401 otherwise, and nothing is stored. */
export function requireSignature(valid: boolean): void {
  if (valid) return;
  throw new DomainError('webhook.bad_signature', {
    status: ERROR_STATUS['webhook.bad_signature'],
    message: 'The signature does not match.',
  });
}

/** A signed request that lacks what identifies it. */
export function missing(field: string): DomainError {
  return new DomainError('request.invalid', {
    status: ERROR_STATUS['request.invalid'],
    message: 'Some of what was sent is missing or not usable.',
    errors: { [field]: 'This is needed to tell one event from another.' },
  });
}

/** The JSON object in a body. Throws `request.malformed_json` or `request.invalid`. */
export function jsonObject(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new DomainError('request.malformed_json', {
      status: ERROR_STATUS['request.malformed_json'],
      message: 'What was sent is not valid JSON.',
      cause: error,
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw missing('body');
}

/** A text or number field of a JSON object as text; empty when it is neither. */
export function textOf(object: Record<string, unknown>, field: string): string {
  const value = Object.hasOwn(object, field) ? object[field] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Takes verified events in; each is on disk (table or spool) before the provider gets its answer. */
export class WebhookDoor {
  constructor(private readonly options: WebhookOptions) {}

  async take(request: FastifyRequest, event: WebhookEvent): Promise<void> {
    const arrival = this.#arrivalOf(request, event);
    const outcome = await this.options.spool.takeOrKeep(arrival);
    if (outcome !== 'differs') return;
    // The provider reports the same event with other words: kept beside the first, never dropped.
    const fingerprint = createHash('sha256').update(arrival.digestOf).digest('hex').slice(0, 16);
    await this.options.spool.takeOrKeep({
      ...arrival,
      eventId: `${event.eventId}:${fingerprint}`,
      follows: event.follows ?? event.eventId,
    });
  }

  #arrivalOf(request: FastifyRequest, event: WebhookEvent): Arrival {
    const body = rawBody(request);
    return {
      kind: event.kind,
      provider: event.provider,
      eventId: event.eventId,
      follows: event.follows ?? null,
      digestOf: event.digestOf ?? body,
      suspicion: event.suspicion ?? [],
      requestId: request.id,
      locks: locksOf(event.says),
      envelope: {
        type: 'webhook',
        provider: event.provider,
        event: event.event,
        contentType: header(request, 'content-type').slice(0, 200),
        body: body.toString('utf8'),
        ...(event.about === undefined ? {} : { about: event.about }),
        ...(event.part === undefined ? {} : { part: event.part }),
        receivedAt: this.options.clock.now().toISOString(),
      },
    };
  }
}

function locksOf(phone: string | undefined): string[] {
  const lock = phone === undefined ? null : inboundLock.ofPhone(phone);
  return lock === null ? [] : [lock];
}

/** Sends TwiML. */
export function sendXml(reply: FastifyReply, xml: string): FastifyReply {
  return reply.type('text/xml; charset=utf-8').send(xml);
}
