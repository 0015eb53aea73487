import { type ExchangeWire, timestamp } from './exchange-wire.js';
import { Leg } from './leg.js';
import { reportRecording } from './report-recording.js';
import type { Switchboard } from './simulated-exchange.js';
import type { Verb } from './twiml.js';

/** A greeting is not waited out in the demo. */
const LONGEST_GREETING_SECONDS = 2;
/** Numbers that nobody takes ring this long. */
const NUMBER_RINGS_SECONDS = 4;
const MESSAGE_SECONDS = 6;

/** What requests about a leg say of it. */
export type LegFields = Record<string, string>;

/** One leg that does what the site says, one instruction after the other. */
export class CallRun {
  constructor(
    private readonly wire: ExchangeWire,
    private readonly board: Switchboard,
    readonly leg: Leg,
    private readonly fields: LegFields,
  ) {}

  /** Asks the site what to do now, and does it to its end. */
  async from(url: string, fields: LegFields): Promise<void> {
    await this.follow(await this.post(url, fields));
  }

  /** An action that answers with new instructions replaces the rest; so does being moved. */
  async follow(verbs: readonly Verb[]): Promise<void> {
    for (const verb of verbs) {
      if (this.leg.isOver || verb.name === 'Hangup') return;
      if (verb.name === 'Say') {
        await this.wire.wait(Math.min(verb.text.length / 15, LONGEST_GREETING_SECONDS));
      }
      if (verb.name === 'Dial') return this.#dial(verb);
      if (verb.name === 'Record') return this.#record(verb);
    }
  }

  post(to: string, fields: LegFields): Promise<Verb[]> {
    return this.wire.post(to, { CallSid: this.leg.id, ...this.fields, ...fields });
  }

  async #dial(dial: Verb): Promise<void> {
    const [first] = dial.children;
    if (first?.name === 'Conference') return this.#confer(dial, first);
    const { action = '' } = dial.attributes;
    const taken = await this.#ring(dial);
    if (!taken) {
      const status = { CallStatus: 'in-progress', DialCallStatus: 'no-answer' };
      return this.from(action, status);
    }
    const begun = new Date();
    const moved = await this.#whileTheySpeak(taken);
    const seconds = Math.max(1, Math.round((Date.now() - begun.getTime()) / 1000));
    const done = {
      CallStatus: this.#status(),
      DialCallSid: taken.id,
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: String(seconds),
    };
    if (moved === null) taken.hangUp();
    const recording = { callSid: this.leg.id, seconds, begun };
    await Promise.all([
      this.from(action, done),
      reportRecording(this.wire, dial, recording),
      ...(moved === null ? [] : [this.#moveOn(taken, moved)]),
    ]);
  }

  /** Until one of them hangs up (null), or the other is moved elsewhere (where to). */
  #whileTheySpeak(taken: Leg): Promise<string | null> {
    return Promise.race([taken.over.then(() => null), this.leg.over.then(() => null), taken.moved]);
  }

  /** The other goes its own way. */
  async #moveOn(leg: Leg, url: string): Promise<void> {
    const { From = '' } = this.fields;
    const fields = { From, To: leg.to, Direction: 'outbound-dial', ParentCallSid: this.leg.id };
    await new CallRun(this.wire, this.board, leg, fields).from(url, { CallStatus: 'in-progress' });
    leg.hangUp();
  }

  async #confer(dial: Verb, { attributes, text }: Verb): Promise<void> {
    const conference = this.board.conference(text.trim());
    const joined = conference.join(this.leg, {
      label: attributes.participantLabel ?? null,
      endsOnExit: attributes.endConferenceOnExit === 'true',
      reports: attributes.statusCallback ?? null,
    });
    const moved = await Promise.race([joined.then(() => null), this.leg.moved]);
    if (moved !== null) {
      conference.leave(this.leg.id);
      return this.from(moved, { CallStatus: 'in-progress' });
    }
    const { action = '' } = dial.attributes;
    await this.from(action, { CallStatus: this.#status(), DialCallStatus: 'completed' });
  }

  /** Rings every browser that is there, and the telephones; gives the one that took it. */
  async #ring(dial: Verb): Promise<Leg | null> {
    const legs = dial.children.flatMap((line) => this.#legOf(line) ?? []);
    const rings = Number(dial.attributes.timeout ?? '30');
    if (legs.length === 0) {
      await this.wire.wait(Math.min(rings, NUMBER_RINGS_SECONDS));
      return null;
    }
    const taken = await Promise.race([
      ...legs.map(async ({ leg }) => leg.answered.then(() => leg)),
      Promise.all(legs.map(({ leg }) => leg.over)).then(() => null),
      this.leg.over.then(() => null),
      this.wire.wait(rings).then(() => null),
    ]);
    for (const { leg } of legs) if (leg !== taken) leg.hangUp();
    const reports = legs.find(({ leg }) => leg === taken)?.line.attributes.statusCallback;
    if (taken && reports) {
      await this.wire.post(reports, {
        CallSid: taken.id,
        ParentCallSid: this.leg.id,
        CallStatus: 'in-progress',
        Direction: 'outbound-dial',
        From: this.fields.From ?? '',
        To: taken.to,
        Timestamp: timestamp(),
      });
    }
    if (taken) this.board.tell(taken, { event: 'open', legId: taken.id });
    return taken;
  }

  #legOf(line: Verb): { leg: Leg; line: Verb } | null {
    if (line.name === 'Number') return this.#phoneOf(line);
    const named = line.children.find(({ name }) => name === 'Identity');
    const identity = named?.text.trim() ?? '';
    if (!this.board.isThere(identity)) return null;
    const leg = new Leg(`client:${identity}`, this.leg.id);
    this.board.add(leg);
    const ringing = { legId: leg.id, callSid: this.leg.id, from: this.fields.From ?? '' };
    this.board.tell(leg, { event: 'ringing', ...ringing });
    return { leg, line };
  }

  /** A telephone at which somebody sits, where there is one. */
  #phoneOf(line: Verb): { leg: Leg; line: Verb } | null {
    const number = line.text.trim();
    if (!this.board.isStaffed(number)) return null;
    const leg = new Leg(number, this.leg.id);
    this.board.add(leg);
    this.wire.inBackground(this.wire.wait(1).then(() => leg.answer()));
    return { leg, line };
  }

  async #record({ attributes }: Verb): Promise<void> {
    const begun = new Date();
    await this.wire.wait(MESSAGE_SECONDS);
    const recording = { callSid: this.leg.id, seconds: MESSAGE_SECONDS, begun };
    const sid = await reportRecording(this.wire, { attributes }, recording);
    await this.from(attributes.action ?? '', {
      CallStatus: 'in-progress',
      RecordingSid: sid,
      RecordingDuration: String(MESSAGE_SECONDS),
    });
  }

  #status(): string {
    return this.leg.isOver ? 'completed' : 'in-progress';
  }
}
