import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { ENGLISH, RECORDED } from './call-script.js';
import type { Permit } from './dial-permits.js';

/** How long their phone rings, in seconds: short enough that a mailbox rarely takes the call. */
const RING_SECONDS = 40;
const REFUSED =
  'This call was not placed. Please look at the desk whether they may be called now, and try again.';

/** What the telephone company is told to do with a call out of a browser, in TwiML. */
export class BrowserScript {
  constructor(private readonly site: string) {}

  /** Rings their phone; who picks it up hears of a recording before anybody is connected. */
  dial({ fromPhone, recordCall }: Permit, to: string): string {
    const voice = new VoiceResponse();
    const at = `${this.site}/webhooks/twilio/voice/browser`;
    const dial = voice.dial({
      callerId: fromPhone,
      answerOnBridge: true,
      timeout: RING_SECONDS,
      action: `${at}/after-dial`,
      method: 'POST',
      ...(recordCall
        ? {
            record: 'record-from-answer-dual',
            recordingStatusCallback: `${at}/recording`,
            recordingStatusCallbackMethod: 'POST',
          }
        : {}),
    });
    dial.number(
      {
        statusCallback: `${at}/status`,
        statusCallbackEvent: ['ringing', 'answered'],
        statusCallbackMethod: 'POST',
        ...(recordCall ? { url: `${at}/announcement`, method: 'POST' } : {}),
      },
      to,
    );
    return voice.toString();
  }

  /** No permit, or one that is used or over: nothing is dialled. */
  refuse(): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, REFUSED);
    voice.hangup();
    return voice.toString();
  }

  announce(): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, RECORDED);
    return voice.toString();
  }
}
