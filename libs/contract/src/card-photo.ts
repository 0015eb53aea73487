/** Largest photo of a card that the site takes; bytes. A page with script makes it smaller before it is sent. */
export const MAX_CARD_PHOTO_BYTES = 5 * 1024 * 1024;

/**
 * Whether a file is a picture of a kind that is taken, by its content and never by its name: JPEG (start of image,
 * ITU T.81), PNG (RFC 2083, 12.11) or WebP (RFC 9649). SVG, TIFF, PDF and what else a decoder knows are none.
 */
export function isPhoto(content: Uint8Array): boolean {
  return (
    begins(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ||
    begins(content, [0xff, 0xd8, 0xff]) ||
    (begins(content, [0x52, 0x49, 0x46, 0x46]) &&
      begins(content.subarray(8), [0x57, 0x45, 0x42, 0x50]))
  );
}

function begins(content: Uint8Array, bytes: readonly number[]): boolean {
  return content.length >= bytes.length && bytes.every((byte, at) => content[at] === byte);
}
