import { describe, expect, test } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { cleanPicture } from './card-picture.js';

const CANARY = 'GPS-CANARY-52.1';
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } });

describe('a picture of a card', () => {
  test('is drawn anew: upright, smaller, a JPEG, without anything the camera wrote', async () => {
    const photo = await picture(3000, 1500)
      .withExif({ IFD0: { Copyright: CANARY, Make: CANARY } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const hidden = Buffer.concat([photo, Buffer.from(CANARY)]);
    expect(hidden.includes(CANARY)).toBe(true);
    const kept = await cleanPicture(hidden);
    expect(kept.includes(CANARY)).toBe(false);
    const { format, width, height, exif, orientation } = await sharp(kept).metadata();
    expect({ format, width, height, exif, orientation }).toEqual({
      format: 'jpeg',
      width: 1000,
      height: 2000,
      exif: undefined,
      orientation: undefined,
    });
  });

  test.each(['png', 'webp'] as const)('%s is taken', async (format) => {
    const kept = await cleanPicture(await picture(600, 400).toFormat(format).toBuffer());
    expect(kept.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'file.empty'],
    [
      'a drawing that a browser could run',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'request.unsupported_media_type',
    ],
    ['a PDF', Buffer.from('%PDF-1.7'), 'request.unsupported_media_type'],
    [
      'what begins like a JPEG',
      Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]),
      'coverage.card_unreadable',
    ],
    ['more than ten megabytes', Buffer.alloc(10 * 1024 * 1024 + 1, 0xff), 'request.too_large'],
    ['a small file that unfolds to gigabytes', bomb(60_000, 60_000), 'coverage.card_unreadable'],
  ])('%s is refused', async (_, content, code) => {
    await expect(cleanPicture(content)).rejects.toMatchObject({ code });
  });
});

/** A PNG of one colour whose header says so many pixels. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
