import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BackupPublicKey, sealBuffer } from './seal.js';
import type { WalChunk } from './replication.js';

/** Size of a segment of the log, as servers have it unless built otherwise; bytes. */
const SEGMENT = 16 * 1024 * 1024;

/**
 * Keeps the log in sealed files of one segment each, `<timeline><segment>.wal`. The segment that is being written is
 * kept as `.partial` and written anew, whole, at most once in `everyMs`: that long is what a lost disk can cost.
 */
export class WalFiles {
  #segment = -1n;
  #buffer = Buffer.alloc(SEGMENT);
  #filled = 0;
  #flushed = 0n;
  #writtenAt = 0;

  constructor(
    private readonly options: {
      folder: string;
      key: BackupPublicKey;
      timeline: number;
      everyMs: number;
    },
  ) {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  }

  /** Takes a stretch; gives up to where everything is on disk. */
  take({ at, bytes }: WalChunk): bigint {
    let left = bytes;
    let position = at;
    while (left.length > 0) {
      const segment = position / BigInt(SEGMENT);
      const offset = Number(position % BigInt(SEGMENT));
      if (segment !== this.#segment) this.#begin(segment);
      const part = left.subarray(0, SEGMENT - offset);
      part.copy(this.#buffer, offset);
      this.#filled = offset + part.length;
      left = left.subarray(part.length);
      position += BigInt(part.length);
      if (this.#filled === SEGMENT) this.#keep(false);
    }
    this.write(false);
    return this.#flushed;
  }

  /** Writes what was not written yet, if it is time or `now`. */
  write(now: boolean): void {
    const end = this.#segment * BigInt(SEGMENT) + BigInt(this.#filled);
    if (this.#segment < 0n || this.#filled === 0 || end <= this.#flushed) return;
    if (now || Date.now() - this.#writtenAt >= this.options.everyMs) this.#keep(true);
  }

  #begin(segment: bigint): void {
    this.#segment = segment;
    this.#filled = 0;
    this.#buffer.fill(0);
  }

  #keep(partial: boolean): void {
    const { folder, key, timeline } = this.options;
    const name = segmentName(timeline, this.#segment);
    const path = join(folder, `${name}.wal`);
    writeWhole(
      partial ? `${path}.partial` : path,
      sealBuffer(key, gzipSync(this.#buffer, { level: 1 })),
    );
    if (!partial) rmSync(`${path}.partial`, { force: true });
    this.#flushed = this.#segment * BigInt(SEGMENT) + BigInt(this.#filled);
    this.#writtenAt = Date.now();
  }
}

/** A file that is there whole or not at all. */
export function writeWhole(path: string, content: Buffer | string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, content, { mode: 0o600 });
  const file = openSync(draft, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** The server's own name of a segment: timeline, and the position in two halves. */
export function segmentName(timeline: number, segment: bigint): string {
  const perHalf = 0x1_0000_0000n / BigInt(SEGMENT);
  const hex = (value: bigint | number) => value.toString(16).toUpperCase().padStart(8, '0');
  return `${hex(timeline)}${hex(segment / perHalf)}${hex(segment % perHalf)}`;
}

/** Where the segment of a position begins. */
export function segmentStart(position: bigint): bigint {
  return position - (position % BigInt(SEGMENT));
}
