import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { type LookColours, nightColours } from '#contract';
import { digestOf } from '../http/digest.js';
import type { Frame } from '../pages/frame.js';
import type { PublicText } from './public-content.js';

const FACE = '@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff';
const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 90;
/** Sizes that are tried from the largest on until the title fits in four lines; pixels. */
const SIZES = [76, 66, 58, 50, 42] as const;
const MOST_LINES = 4;
/** Most pictures kept; each is some 40 kB. */
const MOST_KEPT = 200;

/** The path of an article's picture. It changes with what stands in it, so that browsers may keep it for good. */
export function shareImagePath(frame: Frame, text: PublicText): string {
  const key = digestOf(JSON.stringify([text.title, frame.organisation?.name, frame.look.brand]));
  return `/og/${text.slug}.${text.language}.${key}.png`;
}

/** Draws the pictures that go with links. Letters are drawn as shapes, so no font of the machine is asked for. */
export class ShareImages {
  #face: Font | undefined;
  readonly #kept = new Map<string, Promise<Buffer>>();

  /** A PNG of 1200 × 630 with the title and the organisation's name, in its colours; made once. */
  png(title: string, name: string, look: LookColours): Promise<Buffer> {
    const key = JSON.stringify([title, name, look.brand]);
    const found = this.#kept.get(key);
    if (found) return found;
    const made = this.#draw(title, name, look);
    this.#kept.set(key, made);
    // One that failed is tried again.
    made.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }

  async #draw(title: string, name: string, look: LookColours): Promise<Buffer> {
    // Loaded with the first picture: no page of the site has to wait for it at the start.
    const { openSync } = await import('fontkit');
    const { default: sharp } = await import('sharp');
    const face = (this.#face ??= openSync(createRequire(import.meta.url).resolve(FACE)));
    const size =
      SIZES.find((one) => linesOf(face, title, one).length <= MOST_LINES) ?? SIZES.at(-1) ?? 42;
    const lines = linesOf(face, title, size).slice(0, MOST_LINES);
    const top = 150 + size * 0.8;
    const words = lines.map((line, at) => shapeOf(face, line, MARGIN, top + at * size * 1.2, size));
    const { night, deep } = nightColours(look);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
      <defs><linearGradient id="night" x2="0" y2="1"><stop stop-color="${deep}"/><stop offset="1" stop-color="${night}"/></linearGradient></defs>
      <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#night)"/>
      <circle cx="1010" cy="520" r="120" fill="#f4bd78" opacity=".16"/><circle cx="1010" cy="520" r="56" fill="#f4b672"/>
      <path d="M0 546h1200v84H0Z" fill="${deep}" opacity=".6"/>
      <path d="M0 512h1200M0 522h1200M820 360v230M1100 360v230M600 500Q740 490 820 366q140 260 280 0 40 90 100 110" fill="none" stroke="#f8efe0" stroke-width="4"/>
      <g fill="#f4bd78">${shapeOf(face, name, MARGIN, 100, 38)}</g>
      <g fill="#f8efe0">${words.join('')}</g></svg>`;
    return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
  }
}

/** Words in lines that fit. */
function linesOf(face: Font, text: string, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(face, longer, size) <= WIDTH - 2 * MARGIN) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines;
}

function widthOf(face: Font, text: string, size: number): number {
  return (face.layout(text).advanceWidth * size) / face.unitsPerEm;
}

/** A line as shapes, its base line at `y`. */
function shapeOf(face: Font, text: string, x: number, y: number, size: number): string {
  const scale = size / face.unitsPerEm;
  const { glyphs, positions } = face.layout(text);
  let at = 0;
  const paths = glyphs.map((glyph, n) => {
    const shape = `<path transform="translate(${at} 0)" d="${glyph.path.toSVG()}"/>`;
    at += positions[n]?.xAdvance ?? glyph.advanceWidth;
    return shape;
  });
  return `<g transform="translate(${x} ${y}) scale(${scale} ${-scale})">${paths.join('')}</g>`;
}
