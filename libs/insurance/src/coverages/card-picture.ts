import { isPhoto, MAX_FILE_BYTES } from '#contract';
import { leadError } from '#leads';

/** Largest picture that is decoded, pixels: a small file can unfold to gigabytes. */
const MOST_PIXELS = 50_000_000;
/** Longest side of what is kept, pixels: print on a card stays legible. */
const LONGEST_SIDE = 2000;
const DECODING_SECONDS = 10;

/**
 * A picture of a card as it is kept: decoded and drawn anew as JPEG, upright, at most 2,000 pixels a side.
 * Nothing of the old file goes over: no place, no camera, no comment, nothing hidden behind the picture.
 * Throws `file.empty`, `request.too_large`, `request.unsupported_media_type` for what is no JPEG, PNG or
 * WebP, and `coverage.card_unreadable` for a picture that is broken or far too large to unfold.
 */
export async function cleanPicture(content: Buffer): Promise<Buffer> {
  if (content.length === 0)
    throw leadError('file.empty', 'This file is empty. Please choose another one.');
  if (content.length > MAX_FILE_BYTES) {
    throw leadError('request.too_large', 'A picture may have at most 10 MB.');
  }
  if (!isPhoto(content)) {
    throw leadError(
      'request.unsupported_media_type',
      'Pictures of cards may be JPEG, PNG or WebP. This one is something else, whatever its name says.',
    );
  }
  // Loaded with the first picture, and not at the start of whoever takes none.
  const { default: sharp } = await import('sharp');
  try {
    return await sharp(content, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .timeout({ seconds: DECODING_SECONDS })
      .rotate()
      .resize({
        width: LONGEST_SIDE,
        height: LONGEST_SIDE,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer();
  } catch {
    // Why the decoder gave up is of no use to who took the picture.
    throw leadError(
      'coverage.card_unreadable',
      'This picture cannot be read, or has more than 50 million pixels. Please take it again.',
    );
  }
}
