import { randomBytes } from 'node:crypto';
import { type ExchangeWire, timestamp } from './exchange-wire.js';
import { Leg } from './leg.js';
import { reportRecording } from './report-recording.js';
import type { Switchboard } from './simulated-exchange.js';
import type { Verb } from './twiml.js';

/** A greeting is not waited out in the demo. */
const LONGEST_GREETING_SECONDS = 2;
/** Numbers that nobody takes ring this long; there is no phone to pick up. */
const NUMBER_RINGS_SECONDS = 4;
const MESSAGE_SECONDS = 6;

/** Somebody made up calls a number of ours. */
export class IncomingCall {
  readonly sid = `CA${randomBytes(16).toString('hex')}`;
  readonly #begun = Date.now();

  constructor(
    private readonly wire: ExchangeWire,
    private readonly board: Switchboard,
    private readonly who: { from: string; to: string },
  ) {}

  async begin(): Promise<void> {
    const verbs = await this.#post('/webhooks/twilio/voice', { CallStatus: 'ringing' });
    this.wire.inBackground(this.#run(verbs));
  }

  async #run(verbs: Verb[]): Promise<void> {
    await this.#follow(verbs);
    await this.#post('/webhooks/twilio/voice/status', {
      CallStatus: 'completed',
      CallDuration: String(Math.round((Date.now() - this.#begun) / 1000)),
      Timestamp: timestamp(),
      SequenceNumber: '9',
    });
  }

  /** Does one instruction after the other; an action that answers with new ones replaces the rest. */
  async #follow(verbs: Verb[]): Promise<void> {
    for (const verb of verbs) {
      if (verb.name === 'Say') {
        await this.wire.wait(Math.min(verb.text.length / 15, LONGEST_GREETING_SECONDS));
      }
      if (verb.name === 'Hangup') return;
      if (verb.name === 'Dial') return this.#dial(verb);
      if (verb.name === 'Record') return this.#record(verb);
    }
  }

  async #dial(dial: Verb): Promise<void> {
    const { action = '' } = dial.attributes;
    const taken = await this.#ring(dial);
    if (!taken) {
      const status = { CallStatus: 'in-progress', DialCallStatus: 'no-answer' };
      return this.#follow(await this.#post(action, status));
    }
    const begun = new Date();
    await taken.over;
    const seconds = Math.max(1, Math.round((Date.now() - begun.getTime()) / 1000));
    const done = {
      CallStatus: 'in-progress',
      DialCallSid: taken.id,
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: String(seconds),
    };
    await this.#follow(await this.#post(action, done));
    await reportRecording(this.wire, dial, { callSid: this.sid, seconds, begun });
  }

  /** Rings every browser that is there; gives the one that took it. */
  async #ring(dial: Verb): Promise<Leg | null> {
    const clients = dial.children.filter(({ name }) => name === 'Client');
    const legs = clients.flatMap((client) => this.#legOf(client) ?? []);
    const rings = Number(dial.attributes.timeout ?? '30');
    if (legs.length === 0) {
      await this.wire.wait(Math.min(rings, NUMBER_RINGS_SECONDS));
      return null;
    }
    const taken = await Promise.race([
      ...legs.map(async ({ leg }) => leg.answered.then(() => leg)),
      Promise.all(legs.map(({ leg }) => leg.over)).then(() => null),
      this.wire.wait(rings).then(() => null),
    ]);
    for (const { leg } of legs) if (leg !== taken) leg.hangUp();
    const reports = legs.find(({ leg }) => leg === taken)?.client.attributes.statusCallback;
    if (taken && reports) {
      await this.wire.post(reports, {
        CallSid: taken.id,
        ParentCallSid: this.sid,
        CallStatus: 'in-progress',
        Direction: 'outbound-dial',
        From: this.who.from,
        To: `client:${taken.identity}`,
        Timestamp: timestamp(),
      });
    }
    if (taken) this.board.tell(taken.identity, { event: 'open', legId: taken.id });
    return taken;
  }

  #legOf(client: Verb): { leg: Leg; client: Verb } | null {
    const named = client.children.find(({ name }) => name === 'Identity');
    const identity = named?.text.trim() ?? '';
    if (!this.board.isThere(identity)) return null;
    const leg = new Leg(identity);
    this.board.add(leg);
    const ringing = { legId: leg.id, callSid: this.sid, from: this.who.from };
    this.board.tell(identity, { event: 'ringing', ...ringing });
    return { leg, client };
  }

  async #record({ attributes }: Verb): Promise<void> {
    const begun = new Date();
    await this.wire.wait(MESSAGE_SECONDS);
    const recording = { callSid: this.sid, seconds: MESSAGE_SECONDS, begun };
    const sid = await reportRecording(this.wire, { attributes }, recording);
    const message = {
      CallStatus: 'in-progress',
      RecordingSid: sid,
      RecordingDuration: String(MESSAGE_SECONDS),
    };
    await this.#follow(await this.#post(attributes.action ?? '', message));
  }

  #post(to: string, fields: Record<string, string>): Promise<Verb[]> {
    const { from, to: called } = this.who;
    return this.wire.post(to, {
      CallSid: this.sid,
      From: from,
      To: called,
      Direction: 'inbound',
      ...fields,
    });
  }
}
