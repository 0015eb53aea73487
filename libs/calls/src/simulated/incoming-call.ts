import { CallRun } from './call-run.js';
import { type ExchangeWire, timestamp } from './exchange-wire.js';
import { Leg } from './leg.js';
import type { Switchboard } from './simulated-exchange.js';

/** Somebody made up calls a number of ours. */
export class IncomingCall {
  readonly leg: Leg;
  readonly #run: CallRun;
  readonly #begun = Date.now();

  constructor(
    private readonly wire: ExchangeWire,
    board: Switchboard,
    { from, to }: { from: string; to: string },
  ) {
    this.leg = new Leg(to);
    this.leg.answer();
    board.add(this.leg);
    this.#run = new CallRun(wire, board, this.leg, { From: from, To: to, Direction: 'inbound' });
  }

  async begin(): Promise<void> {
    const verbs = await this.#run.post('/webhooks/twilio/voice', { CallStatus: 'ringing' });
    this.wire.inBackground(this.#toItsEnd(verbs));
  }

  async #toItsEnd(verbs: Parameters<CallRun['follow']>[0]): Promise<void> {
    await this.#run.follow(verbs);
    this.leg.hangUp();
    await this.#run.post('/webhooks/twilio/voice/status', {
      CallStatus: 'completed',
      CallDuration: String(Math.round((Date.now() - this.#begun) / 1000)),
      Timestamp: timestamp(),
      SequenceNumber: '9',
    });
  }
}
