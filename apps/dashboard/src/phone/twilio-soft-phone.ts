import { Call, Device } from '@twilio/voice-sdk';
import type { DialPermit } from '#contract';
import { takeToken } from './phone-api';
import type { SoftPhone, SoftPhoneEvent } from './soft-phone';

/** Asks for a new token this long before the old one is over; milliseconds. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Twilio's Voice SDK behind our own phone. */
export class TwilioSoftPhone implements SoftPhone {
  #device: Device | null = null;
  #hear: (event: SoftPhoneEvent) => void = () => undefined;
  readonly #legs = new Map<string, Call>();
  #count = 0;

  async register(hear: (event: SoftPhoneEvent) => void): Promise<void> {
    this.#hear = hear;
    const { token } = await takeToken();
    const device = new Device(token, {
      closeProtection: 'A call is going on. Leave the page and end it?',
      codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
      tokenRefreshMs: RENEW_BEFORE_MS,
    });
    this.#device = device;
    device.on('tokenWillExpire', () => void this.#renew(device));
    device.on('error', (error: { message: string }) => this.#failed(error.message));
    device.on('incoming', (call: Call) => {
      const legId = this.#add(call);
      hear({
        event: 'ringing',
        legId,
        callSid: call.customParameters.get('callSid') ?? '',
        from: call.parameters.From ?? '',
        asked: call.customParameters.get('asked') === '1',
      });
    });
    await device.register();
  }

  async dial({ permit, to }: DialPermit) {
    if (!this.#device) throw new Error('The phone is not ready yet.');
    const call = await this.#device.connect({ params: { Permit: permit, Number: to } });
    return { legId: this.#add(call), callSid: call.parameters.CallSid ?? null };
  }

  answer(legId: string): Promise<void> {
    this.#legs.get(legId)?.accept();
    return Promise.resolve();
  }

  hangUp(legId: string): Promise<void> {
    const call = this.#legs.get(legId);
    if (call?.direction === Call.CallDirection.Incoming && call.status() === Call.State.Pending) {
      call.reject();
    } else call?.disconnect();
    return Promise.resolve();
  }

  mute(legId: string, muted: boolean): void {
    this.#legs.get(legId)?.mute(muted);
  }

  press(legId: string, keys: string): void {
    this.#legs.get(legId)?.sendDigits(keys);
  }

  close(): void {
    this.#device?.destroy();
    this.#legs.clear();
  }

  #add(call: Call): string {
    this.#count += 1;
    const legId = `leg-${this.#count}`;
    this.#legs.set(legId, call);
    const over = () => {
      if (this.#legs.delete(legId)) this.#hear({ event: 'over', legId, ...nameOf(call) });
    };
    call.on('accept', () => {
      this.#hear({ event: 'open', legId, ...nameOf(call) });
    });
    for (const end of ['disconnect', 'cancel', 'reject'] as const) call.on(end, over);
    call.on('error', (error: { message: string }) => this.#failed(error.message));
    return legId;
  }

  async #renew(device: Device): Promise<void> {
    try {
      device.updateToken((await takeToken()).token);
    } catch {
      this.#failed('The phone could not be kept ready. Please switch it on again.');
    }
  }

  #failed(message: string): void {
    this.#hear({ event: 'failed', sentence: `The phone company says: ${message}` });
  }
}

/** A call that comes in was named when it rang: what is here is the rung line's own. */
function nameOf({ direction, parameters }: Call): { callSid?: string } {
  const { CallSid } = parameters;
  return direction === Call.CallDirection.Outgoing && CallSid ? { callSid: CallSid } : {};
}
