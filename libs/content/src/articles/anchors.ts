/** Gives each heading of a text an address of its own within the page. */
export class Anchors {
  readonly #given = new Set<string>();

  of(heading: string): string {
    const base =
      heading
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/\p{M}/gu, '')
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-+|-+$/g, '')
        .slice(0, 60) || 'part';
    let anchor = `s-${base}`;
    for (let n = 2; this.#given.has(anchor); n += 1) anchor = `s-${base}-${n}`;
    this.#given.add(anchor);
    return anchor;
  }
}
