import { randomBytes } from 'node:crypto';
import { type ExchangeWire, timestamp } from './exchange-wire.js';
import { Leg } from './leg.js';
import { reportRecording } from './report-recording.js';
import type { Switchboard } from './simulated-exchange.js';
import type { Verb } from './twiml.js';

const ANSWERED_AFTER_SECONDS = 3;
/** Numbers that end so are never answered: for trying out what follows. */
const NEVER_ANSWERED = /9$/;
const RINGS_SECONDS = 8;

/** A call out of a browser. The leg is the browser's. */
export class OutgoingCall {
  readonly leg: Leg;
  readonly #begun = Date.now();

  constructor(
    private readonly wire: ExchangeWire,
    private readonly board: Switchboard,
    private readonly identity: string,
    private readonly dialled: { permit: string; to: string },
  ) {
    this.leg = new Leg(identity);
    board.add(this.leg);
  }

  /** To the telephone company the browser's leg is the call. */
  get sid(): string {
    return this.leg.id;
  }

  begin(): void {
    this.wire.inBackground(this.#run().finally(() => this.leg.hangUp()));
  }

  async #run(): Promise<void> {
    const { permit, to } = this.dialled;
    const ringing = { CallStatus: 'ringing', Permit: permit, Number: to };
    const verbs = await this.#post('/webhooks/twilio/voice/browser', ringing);
    const dial = verbs.find(({ name }) => name === 'Dial');
    if (dial) await this.#dial(dial);
    await this.#post('/webhooks/twilio/voice/status', {
      CallStatus: 'completed',
      CallDuration: String(Math.round((Date.now() - this.#begun) / 1000)),
      Timestamp: timestamp(),
      SequenceNumber: '9',
    });
  }

  async #dial(dial: Verb): Promise<void> {
    const { action = '' } = dial.attributes;
    const reports = dial.children[0]?.attributes.statusCallback;
    const child = `CA${randomBytes(16).toString('hex')}`;
    const tell = (CallStatus: string) =>
      reports === undefined
        ? Promise.resolve([])
        : this.wire.post(reports, {
            CallSid: child,
            ParentCallSid: this.sid,
            CallStatus,
            Direction: 'outbound-dial',
            To: this.dialled.to,
            Timestamp: timestamp(),
          });
    await tell('ringing');
    if (!(await this.#theyAnswer())) {
      await this.#post(action, { DialCallStatus: this.leg.isOver ? 'canceled' : 'no-answer' });
      return;
    }
    await tell('in-progress');
    const begun = new Date();
    this.board.tell(this.identity, { event: 'open', legId: this.leg.id });
    await this.leg.over;
    const seconds = Math.max(1, Math.round((Date.now() - begun.getTime()) / 1000));
    await this.#post(action, {
      DialCallSid: child,
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: String(seconds),
    });
    await reportRecording(this.wire, dial, { callSid: this.sid, seconds, begun });
  }

  /** False: nobody picked up, or the colleague gave up. */
  async #theyAnswer(): Promise<boolean> {
    const never = NEVER_ANSWERED.test(this.dialled.to);
    const rings = this.wire.wait(never ? RINGS_SECONDS : ANSWERED_AFTER_SECONDS);
    await Promise.race([rings, this.leg.over]);
    return !never && !this.leg.isOver;
  }

  #post(to: string, fields: Record<string, string>): Promise<Verb[]> {
    return this.wire.post(to, {
      CallSid: this.sid,
      From: `client:${this.identity}`,
      To: '',
      Direction: 'inbound',
      CallStatus: 'in-progress',
      ...fields,
    });
  }
}
