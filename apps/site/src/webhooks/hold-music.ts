const RATE = 8000;
/** A slow turn through four chords, in hertz. */
const CHORDS: readonly (readonly number[])[] = [
  [196, 246.94, 293.66],
  [164.81, 196, 246.94],
  [130.81, 164.81, 196],
  [146.83, 185, 220],
];
const NOTE_SECONDS = 1;
const ROUND_SECONDS = CHORDS.length * 3 * NOTE_SECONDS;
/** Of full scale: a telephone line is loud enough. */
const LOUDNESS = 0.22;

/** Quiet broken chords as a WAV of 8-bit samples at 8 kHz, of our own making; it begins and ends in silence. */
export function holdMusic(): Buffer {
  const samples = Buffer.alloc(RATE * ROUND_SECONDS);
  for (let at = 0; at < samples.length; at += 1) {
    samples[at] = 128 + Math.round(127 * LOUDNESS * soundAt(at / RATE));
  }
  return Buffer.concat([headOf(samples.length), samples]);
}

/** Each note swells, fades, and lingers under the next one. */
function soundAt(second: number): number {
  const note = Math.floor(second / NOTE_SECONDS);
  return noteAt(note, second) + 0.5 * noteAt(note - 1, second);
}

function noteAt(note: number, second: number): number {
  if (note < 0) return 0;
  const chord = CHORDS[Math.floor(note / 3) % CHORDS.length] ?? [];
  const tone = chord[note % 3] ?? 0;
  const since = second - note * NOTE_SECONDS;
  const left = Math.min(1, ROUND_SECONDS - second);
  const swell = Math.min(1, since / 0.08) * Math.exp(-1.6 * since) * left;
  return swell * Math.sin(2 * Math.PI * tone * second);
}

/** The head of a WAV file: PCM, one channel, 8 bits. */
function headOf(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'ascii');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'ascii');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'ascii');
  head.writeUInt32LE(bytes, 40);
  return head;
}
