import type { DialPermit } from '#contract';

/** What a phone in the browser tells. A leg is this browser's part in a call. */
export type SoftPhoneEvent =
  /** `asked`: a colleague who speaks with them asks one to join. */
  | { event: 'ringing'; legId: string; callSid: string; from: string; asked?: boolean | undefined }
  /** Both are on the line. `callSid`: the call at the phone company, where it is known only now. */
  | { event: 'open'; legId: string; callSid?: string }
  | { event: 'over'; legId: string; callSid?: string }
  /** The phone cannot be used, with a sentence. */
  | { event: 'failed'; sentence: string };

/** A phone in the browser, whoever is behind it. Methods throw what the desk or the phone company refuses. */
export interface SoftPhone {
  /** From now on calls ring here. */
  register(hear: (event: SoftPhoneEvent) => void): Promise<void>;
  /** Dials what the desk permitted. */
  dial(permit: DialPermit): Promise<{ legId: string; callSid: string | null }>;
  answer(legId: string): Promise<void>;
  /** Ends a call, or lets one that rings go on to the next. */
  hangUp(legId: string): Promise<void>;
  /** Whether the microphone is heard. */
  mute(legId: string, muted: boolean): void;
  /** Presses keys for a machine on the line: digits, `*` and `#`. */
  press(legId: string, keys: string): void;
  close(): void;
}
