import type { Sharp } from 'sharp';
import { isPhoto, MAX_FILE_BYTES } from '#contract';
import { contentError } from '../content-errors.js';

/** Largest picture that is decoded, pixels: a small file can unfold to gigabytes. */
const MOST_PIXELS = 50_000_000;
const DECODING_SECONDS = 10;
/** Widths a page may ask for, pixels: a phone, a phone's sharp screen, a desktop. */
const WIDTHS = [480, 800, 1360] as const;

/** A picture in each width it is kept in, smallest first; the last is its whole size. */
export interface CleanPicture {
  width: number;
  height: number;
  files: { width: number; body: Buffer }[];
}

/**
 * A picture for pages: decoded and drawn anew as WebP, upright, in at most three widths. Nothing of the old file goes
 * over: no place, no camera, nothing hidden behind the picture. What it is is told by its content, never by its name.
 * Throws `file.empty`, `request.too_large`, `request.unsupported_media_type` for what is no JPEG, PNG or WebP, and
 * `picture.unreadable` for a picture that is broken or far too large to unfold.
 */
export async function cleanPicture(content: Buffer): Promise<CleanPicture> {
  if (content.length === 0) {
    throw contentError('file.empty', 'This file is empty. Please choose another one.');
  }
  if (content.length > MAX_FILE_BYTES) {
    throw contentError('request.too_large', 'A picture may have at most 10 MB.');
  }
  if (!isPhoto(content)) {
    throw contentError(
      'request.unsupported_media_type',
      'Pictures may be JPEG, PNG or WebP. This one is something else, whatever its name says.',
    );
  }
  // Loaded with the first picture, and not at the start of whoever takes none.
  const { default: sharp } = await import('sharp');
  const limits = { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 } as const;
  try {
    return await drawn(() => sharp(content, limits).timeout({ seconds: DECODING_SECONDS }));
  } catch {
    // Why the decoder gave up is of no use to who chose the picture.
    throw contentError(
      'picture.unreadable',
      'This picture cannot be read, or has more than 50 million pixels. Please choose another one.',
    );
  }
}

async function drawn(decoder: () => Sharp): Promise<CleanPicture> {
  const upright = await decoder()
    .rotate()
    .resize({ width: WIDTHS[2], withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const smaller = WIDTHS.filter((one) => one < width);
  const files = [];
  for (const one of smaller) {
    const body = await decoder().rotate().resize({ width: one }).webp({ quality: 78 }).toBuffer();
    files.push({ width: one, body });
  }
  return { width, height, files: [...files, { width, body: upright.data }] };
}
