import { type FetchedRecording, RecordingPort, type RecordingSource } from './recording-port.js';

const RATE = 8000;
const LONGEST_SECONDS = 600;
/** Two voices that take turns: fundamental tones in hertz. */
const VOICES = [118, 205] as const;
const TURN_SECONDS = 3.2;

/** Recordings of nobody, for the demo: what is heard has the length of the call and the rhythm of two people talking. */
export class MadeUpRecordings extends RecordingPort {
  override async fetch({ seconds }: RecordingSource): Promise<FetchedRecording> {
    const content = madeUpAudio(Math.min(seconds ?? 10, LONGEST_SECONDS));
    return { result: 'audio', mediaType: 'audio/wav', content };
  }
}

/** A WAVE file (16 bit PCM, mono, 8 kHz) of so many seconds, always the same. */
export function madeUpAudio(seconds: number): Buffer {
  const samples = Math.max(1, Math.round(seconds * RATE));
  const wave = Buffer.alloc(44 + samples * 2);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + samples * 2, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(RATE, 24);
  wave.writeUInt32LE(RATE * 2, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    wave.writeInt16LE(Math.round(murmur(at / RATE) * 9000), 44 + at * 2);
  }
  return wave;
}

/** A hum with some overtones, in syllables of a fifth of a second, with a breath at the end of each turn. */
function murmur(second: number): number {
  const turn = Math.floor(second / TURN_SECONDS);
  const within = second - turn * TURN_SECONDS;
  if (within > TURN_SECONDS - 0.5) return 0;
  const syllable = Math.sin(Math.PI * ((within * 5) % 1)) ** 2;
  const melody = 1 + 0.06 * Math.sin(within * 2.4 + turn);
  const tone = 2 * Math.PI * (VOICES[turn % 2] ?? VOICES[0]) * melody * within;
  return syllable * (0.6 * Math.sin(tone) + 0.28 * Math.sin(2 * tone) + 0.12 * Math.sin(3 * tone));
}
