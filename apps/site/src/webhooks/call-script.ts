import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Answering } from './answering.js';

/** How long a phone rings before the next one, in seconds. */
const RING_SECONDS = 25;
/** Longest message on the voicemail, in seconds. */
const LONGEST_MESSAGE_SECONDS = 180;

const RECORDED = 'This call may be recorded.';
const NOBODY_FREE =
  'We are sorry, nobody is free at this moment. Please leave your name, the number at which we may call you back, ' +
  'and whether it is safe to leave a message there. Your message is recorded. ' +
  'If you or someone with you is in danger, hang up and dial 9 1 1, or dial 9 8 8 for a crisis line.';
const NOTHING_HEARD = 'We did not hear a message. Please call again at any time.';
const MESSAGE_TAKEN = 'Thank you. We have your message and will call you back. Goodbye.';

export type Line = 'duty' | 'backup';

type Voice = InstanceType<typeof VoiceResponse>;
const ENGLISH = { language: 'en-US' } as const;

/**
 * What the telephone company is told to do with a call, in TwiML. `site` is the public address of
 * this site, to which it reports back.
 */
export class CallScript {
  constructor(private readonly site: string) {}

  /** Says who answers, then rings who is on call. */
  welcome(answering: Answering, called: string): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, answering.greetingEn);
    const line = firstLine(answering, called);
    if (!line) return this.#takeMessage(voice);
    if (answering.recordCalls) voice.say(ENGLISH, RECORDED);
    return this.#ring(voice, answering, line);
  }

  /** Nobody took this line: the backup line, and after it the voicemail. */
  afterNoAnswer(answering: Answering, called: string, line: Line): string {
    const voice = new VoiceResponse();
    const next = nextLine(answering, called, line);
    return next ? this.#ring(voice, answering, next) : this.#takeMessage(voice);
  }

  /** Whether another line is rung when nobody took this one. */
  ringsOn(answering: Answering, called: string, line: Line): boolean {
    return nextLine(answering, called, line) !== undefined;
  }

  /** The conversation, or the call, is over. */
  hangUp(): string {
    const voice = new VoiceResponse();
    voice.hangup();
    return voice.toString();
  }

  /** The message is on the tape. */
  messageTaken(): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, MESSAGE_TAKEN);
    voice.hangup();
    return voice.toString();
  }

  /** Nothing to do: for events, and for texts, which a human answers. */
  nothing(): string {
    return new VoiceResponse().toString();
  }

  #ring(voice: Voice, answering: Answering, line: RingingLine): string {
    const dial = voice.dial({
      timeout: RING_SECONDS,
      action: `${this.site}/webhooks/twilio/voice/after-dial?line=${line.name}`,
      method: 'POST',
      ...(answering.recordCalls
        ? {
            record: 'record-from-answer-dual',
            recordingStatusCallback: `${this.site}/webhooks/twilio/voice/recording`,
            recordingStatusCallbackMethod: 'POST',
          }
        : {}),
    });
    dial.number(
      {
        statusCallback: `${this.site}/webhooks/twilio/voice/status`,
        statusCallbackEvent: ['answered'],
        statusCallbackMethod: 'POST',
      },
      line.phone,
    );
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

interface RingingLine {
  name: Line;
  phone: string;
}

function firstLine(answering: Answering, called: string): RingingLine | undefined {
  const { dutyPhone } = answering;
  if (dutyPhone && usable(dutyPhone, called)) return { name: 'duty', phone: dutyPhone };
  return nextLine(answering, called, 'duty');
}

function nextLine({ backupPhone }: Answering, called: string, line: Line): RingingLine | undefined {
  if (line === 'backup' || !backupPhone || !usable(backupPhone, called)) return undefined;
  return { name: 'backup', phone: backupPhone };
}

/** Ringing the number that was called would go round for ever. */
function usable(phone: string, called: string): boolean {
  return phone !== called;
}
