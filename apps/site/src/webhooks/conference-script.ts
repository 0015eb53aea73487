import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { ENGLISH } from './call-script.js';
import type { Joining } from './conference-desk.js';

const SPANISH = { language: 'es-US' } as const;
const STAY =
  'Thank you for waiting. We are still with you, and will be back in a moment. ' +
  'If you or someone with you is in danger, hang up and dial 9 1 1.';
const STAY_ES =
  'Gracias por esperar. Volvemos con usted en un momento. Si está en peligro, cuelgue y marque 9 1 1.';
/** How often the music is played before words come again. */
const ROUNDS = 3;
/** Somebody on hold, the colleague, and whom they bring; nobody needs more. */
const MOST = 6;

/** What the telephone company is told to do with calls that have somebody on hold, in TwiML. */
export class ConferenceScript {
  readonly #at: string;

  constructor(site: string) {
    this.#at = `${site}/webhooks/twilio/voice/conference`;
  }

  /**
   * Joins a conference. It ends when the colleague goes, unless they said before that they leave: so nobody is left
   * alone in it, whatever becomes of their line. It is not recorded: whom we bring in has not agreed to that.
   */
  join({ id, as }: Joining): string {
    const voice = new VoiceResponse();
    const dial = voice.dial({ action: `${this.#at}/after?c=${id}&as=${as}`, method: 'POST' });
    dial.conference(
      {
        beep: 'false',
        startConferenceOnEnter: true,
        endConferenceOnExit: as === 'agent',
        maxParticipants: MOST,
        participantLabel: as,
        waitUrl: `${this.#at}/wait`,
        waitMethod: 'POST',
        statusCallback: `${this.#at}/events?c=${id}`,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold'],
      },
      id,
    );
    return voice.toString();
  }

  /** What somebody on hold hears. The telephone company asks again when it is through. */
  wait(): string {
    const voice = new VoiceResponse();
    voice.say(ENGLISH, STAY);
    voice.say(SPANISH, STAY_ES);
    voice.play({ loop: ROUNDS }, `${this.#at}/music.wav`);
    return voice.toString();
  }
}
