import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Play } from './arguments.js';
import type { Twilio } from './provider.js';
import type { Verb } from '#calls';

const ANSWERED_AFTER = 6;
const TALK = 48;
const MESSAGE = 14;

/**
 * One call from the first ring to the last report. It does what the site's answers say, as the
 * telephone company would; the ending decides what the people on both ends do.
 */
export class PhoneCall {
  readonly sid = `CA${randomBytes(16).toString('hex')}`;
  #elapsed = 0;
  #reports = 0;
  #rang = false;

  constructor(
    private readonly play: Pick<Play, 'ending' | 'from' | 'to' | 'fast'>,
    private readonly twilio: Pick<Twilio, 'post'>,
    private readonly say: (line: string) => void,
  ) {}

  /** @throws a sentence when the call could not end as it was to */
  async run(): Promise<void> {
    this.say(`A call from ${this.play.from} to ${this.play.to} (${this.sid})`);
    await this.#follow(await this.#post('/webhooks/twilio/voice', { CallStatus: 'ringing' }));
    this.#reports += 1;
    await this.#post('/webhooks/twilio/voice/status', {
      CallStatus: 'completed',
      CallDuration: String(this.#elapsed),
      Timestamp: new Date().toUTCString(),
      SequenceNumber: String(this.#reports),
      CallbackSource: 'call-progress-events',
    });
    this.say(`The call is over after ${this.#elapsed} s.`);
    if (this.#rang || !['answered', 'abandoned'].includes(this.play.ending)) return;
    throw new Error(
      `It could not be ${this.play.ending}: the site rings nobody, because no on-duty number is set. ` +
        'The caller heard the voicemail and hung up.',
    );
  }

  /** Does one instruction after the other; an action that answers with new ones replaces the rest. */
  async #follow(verbs: Verb[]): Promise<void> {
    for (const verb of verbs) {
      if (verb.name === 'Say') await this.#wait(Math.ceil(verb.text.length / 15));
      if (verb.name === 'Hangup') return;
      if (verb.name === 'Dial') return this.#dial(verb);
      if (verb.name === 'Record' && this.play.ending === 'voicemail') return this.#record(verb);
      if (verb.name === 'Record') {
        this.say('   (the caller says nothing and hangs up)');
        return;
      }
    }
  }

  async #dial({ attributes, children }: Verb): Promise<void> {
    const action = attributes.action ?? '';
    this.#rang = true;
    if (this.play.ending === 'answered') return this.#talk(action, attributes, children[0]);
    if (this.play.ending === 'abandoned') {
      await this.#wait(9);
      this.say('   (the caller hangs up while it rings)');
      await this.#post(action, { CallStatus: 'completed', DialCallStatus: 'canceled' });
      return;
    }
    await this.#wait(Number(attributes.timeout ?? 30));
    this.say('   (nobody takes it)');
    await this.#follow(
      await this.#post(action, { CallStatus: 'in-progress', DialCallStatus: 'no-answer' }),
    );
  }

  async #talk(action: string, dial: Record<string, string>, line?: Verb): Promise<void> {
    await this.#wait(ANSWERED_AFTER);
    this.say('   (somebody takes the call)');
    const leg = `CA${randomBytes(16).toString('hex')}`;
    if (line?.attributes.statusCallback) {
      await this.twilio.post(line.attributes.statusCallback, {
        CallSid: leg,
        ParentCallSid: this.sid,
        CallStatus: 'in-progress',
        Direction: 'outbound-dial',
        From: this.play.from,
        To: line.text.trim(),
        Timestamp: new Date().toUTCString(),
      });
    }
    const begun = new Date();
    await this.#wait(TALK);
    await this.#follow(
      await this.#post(action, {
        CallStatus: 'in-progress',
        DialCallSid: leg,
        DialCallStatus: 'completed',
        DialBridged: 'true',
        DialCallDuration: String(TALK),
      }),
    );
    if (dial.recordingStatusCallback) {
      await this.#reportRecording(dial.recordingStatusCallback, 'DialVerb', TALK, begun);
    }
  }

  async #record({ attributes }: Verb): Promise<void> {
    this.say(`   (the caller leaves a message of ${MESSAGE} s)`);
    const begun = new Date();
    await this.#wait(MESSAGE);
    const sid = `RE${randomBytes(16).toString('hex')}`;
    await this.#follow(
      await this.#post(attributes.action ?? '', {
        CallStatus: 'in-progress',
        RecordingSid: sid,
        RecordingUrl: this.#recordingUrl(sid),
        RecordingDuration: String(MESSAGE),
      }),
    );
    if (attributes.recordingStatusCallback) {
      await this.#reportRecording(
        attributes.recordingStatusCallback,
        'RecordVerb',
        MESSAGE,
        begun,
        sid,
      );
    }
  }

  async #reportRecording(
    to: string,
    source: string,
    length: number,
    begun: Date,
    sid = `RE${randomBytes(16).toString('hex')}`,
  ): Promise<void> {
    await this.twilio.post(to, {
      CallSid: this.sid,
      RecordingSid: sid,
      RecordingUrl: this.#recordingUrl(sid),
      RecordingStatus: 'completed',
      RecordingDuration: String(length),
      RecordingStartTime: begun.toUTCString(),
      RecordingSource: source,
    });
  }

  #post(to: string, fields: Record<string, string>): Promise<Verb[]> {
    return this.twilio.post(to, {
      CallSid: this.sid,
      From: this.play.from,
      To: this.play.to,
      Direction: 'inbound',
      FromState: 'TX',
      FromZip: '75201',
      ...fields,
    });
  }

  #recordingUrl(sid: string): string {
    return `https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/${sid}`;
  }

  async #wait(seconds: number): Promise<void> {
    this.#elapsed += seconds;
    if (!this.play.fast) await sleep(seconds * 1000);
  }
}
