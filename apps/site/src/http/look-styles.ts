import { type LookColours, lookStyles } from '#contract';
import { digestOf } from './digest.js';

/** The styles of an organisation's colours, named by what is in them, so that browsers may keep them for good. */
export class LookStyles {
  /** The last few, by path: a page made before a change still asks for its own. */
  readonly #kept = new Map<string, string>();
  /** The path of a look as it was read: the same object needs no second look. */
  readonly #paths = new WeakMap<LookColours, string | undefined>();

  /** Where a look's styles are; undefined when it has no colours of its own. */
  pathOf(look: LookColours): string | undefined {
    if (!this.#paths.has(look)) this.#paths.set(look, this.#keep(look));
    return this.#paths.get(look);
  }

  #keep(look: LookColours): string | undefined {
    const styles = lookStyles(look);
    if (styles === '') return undefined;
    const path = `/assets/look.${digestOf(styles)}.css`;
    this.#kept.set(path, styles);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_LOOKS && oldest !== undefined) this.#kept.delete(oldest);
    return path;
  }

  at(path: string): string | undefined {
    return this.#kept.get(path);
  }
}

const MOST_LOOKS = 8;
