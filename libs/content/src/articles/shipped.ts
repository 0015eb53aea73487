import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  codesOf,
  CONTENT_KINDS,
  type ContentKind,
  type ContentLanguage,
  ContentWords,
} from '#contract';

/** A public text that comes with Bridgeline. */
export interface ShippedText {
  kind: ContentKind;
  slug: string;
  position: number;
  words: ContentWords;
}

/** `article.signs-of-relapse.en.md` */
const NAME = /^([a-z]+)\.([a-z0-9-]+)\.(en|es)\.md$/;

/**
 * The texts in the folder `shipped`, each a Markdown file under a head of `name: value` lines between `---`; a source is
 * `source: title | publisher | address | date`.
 * @throws Error that names the file, when one is not what it should be
 */
export function shippedTexts(): ShippedText[] {
  const folder = shippedFolder();
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => parseShipped(file, readFileSync(new URL(file, folder), 'utf8')));
}

/** @throws Error that names the file */
export function parseShipped(file: string, content: string): ShippedText {
  const [, kind, slug, language] = NAME.exec(file) ?? [];
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(content) ?? [];
  const known = codesOf(CONTENT_KINDS).find((code) => code === kind);
  if (!known || !slug || head === undefined || body === undefined) {
    throw new Error(`${file} is no shipped text: kind.slug.language.md, with a head between ---.`);
  }
  const lines = head.split('\n').map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  const value = (name: string) => lines.find(([key]) => key === name)?.[1];
  const words = ContentWords.safeParse({
    language: language as ContentLanguage,
    title: value('title'),
    teaser: value('teaser'),
    author: value('author'),
    body,
    sources: lines.filter(([key]) => key === 'source').map(([, text]) => sourceOf(text)),
  });
  if (!words.success) throw new Error(`${file}: ${words.error.issues[0]?.message ?? 'unreadable'}`);
  return { kind: known, slug, position: Number(value('position') ?? 100), words: words.data };
}

function sourceOf(line: string) {
  const [title, publisher, url, dated] = line.split('|').map((part) => part.trim());
  return { title, publisher, url, dated };
}

/** Seen from the sources and from the built files. */
function shippedFolder(): URL {
  const candidates = ['./shipped/', '../../../../../libs/content/src/articles/shipped/'];
  const found = candidates
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(fileURLToPath(url)));
  if (!found) throw new Error('The folder libs/content/src/articles/shipped is missing.');
  return found;
}
