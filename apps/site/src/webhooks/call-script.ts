import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Answering } from './answering.js';
import { firstStep, nextStep, type RingStep } from './ring-plan.js';

/** Longest message on the voicemail, in seconds. */
const LONGEST_MESSAGE_SECONDS = 180;

export const RECORDED = 'This call may be recorded.';
const NOBODY_FREE =
  'We are sorry, nobody is free at this moment. Please leave your name, the number at which we may call you back, ' +
  'and whether it is safe to leave a message there. Your message is recorded. ' +
  'If you or someone with you is in danger, hang up and dial 9 1 1, or dial 9 8 8 for a crisis line.';
const BROKE_OFF =
  'We are sorry, the line to our colleague broke off. Please stay on the line: we are ringing somebody else for you.';
const NOTHING_HEARD = 'We did not hear a message. Please call again at any time.';
const MESSAGE_TAKEN = 'Thank you. We have your message and will call you back. Goodbye.';

/** The call that is answered. */
export interface ScriptedCall {
  /** The number of ours that was called. */
  to: string;
  sid: string;
  /** The leg that waits is another than the call: one we called ourselves, and lost. */
  leg?: string;
}

type Voice = InstanceType<typeof VoiceResponse>;
export const ENGLISH = { language: 'en-US' } as const;

/**
 * What the telephone company is told to do with a call, in TwiML. `site` is the public address of
 * this site, to which it reports back.
 */
export class CallScript {
  constructor(private readonly site: string) {}

  /** Says who answers, then rings the number's group, or who is on call. */
  welcome(answering: Answering, call: ScriptedCall): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, answering.greetingEn);
    const step = firstStep(answering, answering.ring, call.to);
    if (!step) return this.#takeMessage(voice);
    if (answering.recordCalls) voice.say(ENGLISH, RECORDED);
    return this.#ring(voice, answering, call, step);
  }

  /** Nobody took it here: the next to be rung, and after the last the voicemail. */
  afterNoAnswer(answering: Answering, call: ScriptedCall, line: string): string {
    const voice = new VoiceResponse();
    const next = nextStep(answering, answering.ring, call.to, line);
    return next ? this.#ring(voice, answering, call, next) : this.#takeMessage(voice);
  }

  /** Whoever spoke with us is still there, and nobody of ours is: everybody is rung for them once more. */
  ringOn(answering: Answering, call: ScriptedCall): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, BROKE_OFF);
    const step = firstStep(answering, answering.ring, call.to);
    return step ? this.#ring(voice, answering, call, step) : this.#takeMessage(voice);
  }

  /** Whether somebody else is rung when nobody took it here. */
  ringsOn(answering: Answering, call: ScriptedCall, line: string): boolean {
    return nextStep(answering, answering.ring, call.to, line) !== undefined;
  }

  /** The message is on the tape. */
  messageTaken(): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, MESSAGE_TAKEN);
    voice.hangup();
    return voice.toString();
  }

  #ring(voice: Voice, answering: Answering, call: ScriptedCall, step: RingStep): string {
    const { of, ours } = carriedOn(call);
    const dial = voice.dial({
      timeout: step.seconds,
      action: `${this.site}/webhooks/twilio/voice/after-dial?line=${step.name}${of}${ours}`,
      method: 'POST',
      ...(answering.recordCalls && call.leg === undefined
        ? {
            record: 'record-from-answer-dual',
            recordingStatusCallback: `${this.site}/webhooks/twilio/voice/recording`,
            recordingStatusCallbackMethod: 'POST',
          }
        : {}),
    });
    const reports = {
      statusCallback: `${this.site}/webhooks/twilio/voice/status${of.replace('&', '?')}`,
      statusCallbackEvent: ['answered' as const],
      statusCallbackMethod: 'POST',
    };
    for (const line of step.lines) {
      if ('phone' in line) dial.number(reports, line.phone);
      else {
        const client = dial.client(reports);
        client.identity(line.client);
        // By it the browser finds the call it is about to take.
        client.parameter({ name: 'callSid', value: call.sid });
      }
    }
    return voice.toString();
  }

  #takeMessage(voice: Voice): string {
    voice.say(ENGLISH, NOBODY_FREE);
    voice.record({
      maxLength: LONGEST_MESSAGE_SECONDS,
      playBeep: true,
      timeout: 10,
      // Without an action of its own the recording would start this script again.
      action: `${this.site}/webhooks/twilio/voice/recording`,
      method: 'POST',
      recordingStatusCallback: `${this.site}/webhooks/twilio/voice/recording`,
      recordingStatusCallbackMethod: 'POST',
    });
    voice.say(ENGLISH, NOTHING_HEARD);
    voice.hangup();
    return voice.toString();
  }
}

/** What an address carries so that reports of another leg are told as the call's. */
function carriedOn({ sid, to, leg }: ScriptedCall): { of: string; ours: string } {
  if (leg === undefined) return { of: '', ours: '' };
  return { of: `&of=${sid}`, ours: `&ours=${encodeURIComponent(to)}` };
}
