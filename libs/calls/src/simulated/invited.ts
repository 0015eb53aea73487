import { type ExchangeWire, timestamp } from './exchange-wire.js';
import { Leg } from './leg.js';
import type { SimulatedConference } from './simulated-conference.js';
import type { Switchboard } from './simulated-exchange.js';

const ANSWERED_AFTER_SECONDS = 3;
/** Numbers that end so are never answered, or are busy: for trying out what follows. */
const NEVER_ANSWERED = /9$/;
const BUSY = /8$/;

/** Calls somebody into a conference, as the form of the request says; gives their leg at once. */
export function invite(
  wire: ExchangeWire,
  board: Switchboard,
  conference: SimulatedConference,
  form: URLSearchParams,
): Leg {
  const [to = '', parameters = ''] = (form.get('To') ?? '').split('?');
  const leg = new Leg(to);
  board.add(leg);
  wire.inBackground(run());
  return leg;

  async function run(): Promise<void> {
    report('initiated', 0);
    const reached = await (leg.identity === null ? phoneRings() : browserRings());
    if (reached !== 'in-progress') {
      leg.hangUp();
      return report(reached, 3);
    }
    report('in-progress', 2);
    board.tell(leg, { event: 'open', legId: leg.id });
    await conference.join(leg, {
      label: form.get('Label'),
      endsOnExit: form.get('EndConferenceOnExit') === 'true',
      reports: form.get('ConferenceStatusCallback'),
    });
    leg.hangUp();
    report('completed', 3);
  }

  async function phoneRings(): Promise<string> {
    if (BUSY.test(to)) return 'busy';
    report('ringing', 1);
    const never = NEVER_ANSWERED.test(to);
    const rings = wire.wait(never ? Number(form.get('Timeout') ?? '30') : ANSWERED_AFTER_SECONDS);
    await Promise.race([rings, leg.over]);
    if (leg.isOver) return 'canceled';
    if (never) return 'no-answer';
    leg.answer();
    return 'in-progress';
  }

  async function browserRings(): Promise<string> {
    if (!board.isThere(leg.identity ?? '')) return 'no-answer';
    report('ringing', 1);
    const callSid = new URLSearchParams(parameters).get('callSid') ?? '';
    const from = form.get('From') ?? '';
    board.tell(leg, { event: 'ringing', legId: leg.id, callSid, from, asked: true });
    const late = wire.wait(Number(form.get('Timeout') ?? '30'));
    return Promise.race([
      leg.answered.then(() => 'in-progress'),
      leg.over.then(() => 'busy'),
      late.then(() => 'no-answer'),
    ]);
  }

  function report(status: string, sequence: number): void {
    const reports = form.get('StatusCallback');
    if (reports === null) return;
    wire.report(reports, {
      CallSid: leg.id,
      CallStatus: status,
      Direction: 'outbound-api',
      From: form.get('From') ?? '',
      To: to,
      Timestamp: timestamp(),
      SequenceNumber: String(sequence),
    });
  }
}
