/** The part of fontkit 2 that is used; the package has no types of its own. */
declare module 'fontkit' {
  interface Glyph {
    advanceWidth: number;
    path: { toSVG(): string };
  }
  interface Layout {
    glyphs: Glyph[];
    positions: { xAdvance: number }[];
    advanceWidth: number;
  }
  interface Font {
    unitsPerEm: number;
    layout(text: string): Layout;
  }
  export function openSync(path: string): Font;
}
