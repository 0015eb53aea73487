import { CallRun } from './call-run.js';
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
  readonly #run: CallRun;

  constructor(
    private readonly wire: ExchangeWire,
    private readonly board: Switchboard,
    identity: string,
    private readonly dialled: { permit: string; to: string },
  ) {
    const from = `client:${identity}`;
    this.leg = new Leg(from);
    this.leg.answer();
    board.add(this.leg);
    this.#run = new CallRun(wire, board, this.leg, { From: from, To: '', Direction: 'inbound' });
  }

  /** To the telephone company the browser's leg is the call. */
  get sid(): string {
    return this.leg.id;
  }

  begin(): void {
    this.wire.inBackground(this.#toItsEnd().finally(() => this.leg.hangUp()));
  }

  async #toItsEnd(): Promise<void> {
    const { permit, to } = this.dialled;
    const ringing = { CallStatus: 'ringing', Permit: permit, Number: to };
    const verbs = await this.#run.post('/webhooks/twilio/voice/browser', ringing);
    const dial = verbs.find(({ name }) => name === 'Dial');
    if (dial) await this.#dial(dial);
    await this.#run.post('/webhooks/twilio/voice/status', {
      CallStatus: 'completed',
      CallDuration: String(Math.round((Date.now() - this.#begun) / 1000)),
      Timestamp: timestamp(),
      SequenceNumber: '9',
    });
  }

  async #dial(dial: Verb): Promise<void> {
    const { action = '', callerId = '' } = dial.attributes;
    const reports = dial.children[0]?.attributes.statusCallback;
    const theirs = new Leg(this.dialled.to, this.sid);
    this.board.add(theirs);
    const tell = (CallStatus: string) =>
      reports === undefined
        ? Promise.resolve([])
        : this.wire.post(reports, {
            CallSid: theirs.id,
            ParentCallSid: this.sid,
            CallStatus,
            Direction: 'outbound-dial',
            To: this.dialled.to,
            Timestamp: timestamp(),
          });
    await tell('ringing');
    if (!(await this.#theyAnswer())) {
      theirs.hangUp();
      const status = this.leg.isOver ? 'canceled' : 'no-answer';
      return this.#run.from(action, { CallStatus: 'in-progress', DialCallStatus: status });
    }
    theirs.answer();
    await tell('in-progress');
    const begun = new Date();
    this.board.tell(this.leg, { event: 'open', legId: this.leg.id });
    const moved = await Promise.race([
      this.leg.over.then(() => null),
      theirs.over.then(() => null),
      theirs.moved,
    ]);
    if (moved === null) theirs.hangUp();
    const seconds = Math.max(1, Math.round((Date.now() - begun.getTime()) / 1000));
    const done = {
      CallStatus: this.leg.isOver ? 'completed' : 'in-progress',
      DialCallSid: theirs.id,
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: String(seconds),
    };
    await Promise.all([
      this.#run.from(action, done),
      reportRecording(this.wire, dial, { callSid: this.sid, seconds, begun }),
      ...(moved === null ? [] : [this.#moveOn(theirs, callerId, moved)]),
    ]);
  }

  async #moveOn(theirs: Leg, callerId: string, url: string): Promise<void> {
    const parent = { Direction: 'outbound-dial', ParentCallSid: this.sid };
    const fields = { From: callerId, To: theirs.to, ...parent };
    const run = new CallRun(this.wire, this.board, theirs, fields);
    await run.from(url, { CallStatus: 'in-progress' });
    theirs.hangUp();
  }

  /** False: nobody picked up, or the colleague gave up. */
  async #theyAnswer(): Promise<boolean> {
    const never = NEVER_ANSWERED.test(this.dialled.to);
    const rings = this.wire.wait(never ? RINGS_SECONDS : ANSWERED_AFTER_SECONDS);
    await Promise.race([rings, this.leg.over]);
    return !never && !this.leg.isOver;
  }
}
