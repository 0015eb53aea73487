import { createHash } from 'node:crypto';
import { type LookColours, lookStyles } from '#contract';
import type { Asset } from './assets.js';
import { digestOf } from './digest.js';

/** The styles of a page: as files, or as texts that stand in it. */
export interface PageStyles {
  paths: readonly string[];
  inside: readonly string[] | undefined;
}

/** The site's styles and those of an organisation's colours, named by what is in them, so that browsers may keep them for good. */
export class LookStyles {
  /** The last few, by path: a page made before a change still asks for its own. */
  readonly #kept = new Map<string, string>();
  /** What pages have of a look as it was read: the same object needs no second look. */
  readonly #made = new WeakMap<LookColours, { file: PageStyles; inside: PageStyles }>();
  readonly #site: string;
  #sources: string;

  constructor(private readonly css: Asset) {
    this.#site = css.body.toString('utf8');
    this.#sources = sourceOf(this.#site);
  }

  /** What a page of this look is drawn with. */
  stylesOf(look: LookColours, inside: boolean): PageStyles {
    const made = this.#made.get(look) ?? this.#make(look);
    return inside ? made.inside : made.file;
  }

  /** What the content security policy has to name so that these styles may stand inside a page. */
  sources(): string {
    return this.#sources;
  }

  at(path: string): string | undefined {
    return this.#kept.get(path);
  }

  #make(look: LookColours): { file: PageStyles; inside: PageStyles } {
    const own = lookStyles(look);
    const paths = [this.css.path, ...(own === '' ? [] : [this.#keep(own)])];
    const texts = [this.#site, ...(own === '' ? [] : [own])];
    const made = { file: { paths, inside: undefined }, inside: { paths, inside: texts } };
    this.#made.set(look, made);
    return made;
  }

  #keep(styles: string): string {
    const path = `/assets/look.${digestOf(styles)}.css`;
    this.#kept.set(path, styles);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_LOOKS && oldest !== undefined) this.#kept.delete(oldest);
    this.#sources = [this.#site, ...this.#kept.values()].map(sourceOf).join(' ');
    return path;
  }
}

const MOST_LOOKS = 8;

const sourceOf = (styles: string) =>
  `'sha256-${createHash('sha256').update(styles).digest('base64')}'`;
