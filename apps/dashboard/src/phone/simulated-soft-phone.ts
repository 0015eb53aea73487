import type { DialPermit, SimulatedLineEvent } from '#contract';
import { send } from '../api/http-client';
import type { SoftPhone, SoftPhoneEvent } from './soft-phone';

const BASE = '/api/phone/simulated';
const leg = (legId: string, what: string) => `${BASE}/calls/${encodeURIComponent(legId)}/${what}`;

/** The demo's phone: the desk stands in for the phone company, and nobody is heard. */
export class SimulatedSoftPhone implements SoftPhone {
  #line: EventSource | null = null;

  register(hear: (event: SoftPhoneEvent) => void): Promise<void> {
    const line = new EventSource(`${BASE}/line`);
    this.#line = line;
    line.addEventListener('message', ({ data }: MessageEvent<string>) =>
      hear(JSON.parse(data) as SimulatedLineEvent),
    );
    return new Promise((resolve, reject) => {
      line.addEventListener('open', () => resolve());
      line.addEventListener('error', () => {
        // It connects again by itself unless it was refused.
        if (line.readyState !== EventSource.CLOSED) return;
        const sentence = 'The simulated phone cannot be reached.';
        hear({ event: 'failed', sentence });
        reject(new Error(sentence));
      });
    });
  }

  dial({ permit, to }: DialPermit) {
    return send<{ legId: string; callSid: string }>('POST', `${BASE}/calls`, { permit, to });
  }

  async answer(legId: string): Promise<void> {
    await send('POST', leg(legId, 'answer'), {});
  }

  async hangUp(legId: string): Promise<void> {
    await send('POST', leg(legId, 'ending'), {});
  }

  /** Nobody is heard anyway. */
  mute(): void {}

  /** Nor is any machine on the line. */
  press(): void {}

  close(): void {
    this.#line?.close();
  }
}
