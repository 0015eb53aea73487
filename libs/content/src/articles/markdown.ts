import MarkdownIt from 'markdown-it';
import type { ContentBlock, ContentRun } from '#contract';
import { Anchors } from './anchors.js';

/** Markup is text here, and a link leads to nothing but these. */
const reader = new MarkdownIt('commonmark', { html: false, linkify: false });
const LINK = /^(https:\/\/|mailto:|tel:|sms:|\/(?![/\\])|#)/i;
reader.validateLink = (address) => LINK.test(address.trim());

type Look = Omit<ContentRun, 'text'>;
type Token = ReturnType<typeof reader.parse>[number];

/** What a Markdown text says, and what of it will not be shown as it was meant. */
export interface ReadMarkdown {
  blocks: ContentBlock[];
  /** Sentences for who wrote it. */
  problems: string[];
}

/** A paragraph that is this and nothing else becomes the number to call. */
const CALL = '[[call]]';
const PICTURE = /^\/pictures\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Reads Markdown (CommonMark): headings, paragraphs, lists, quotes (shown as notes), links, pictures of our own,
 * `[[call]]`. There is no way through it for markup or script: HTML is text, addresses are `https`, `mailto`, `tel`, `sms`
 * or of this site, and what comes out has no place for anything else.
 */
export function readMarkdown(text: string): ReadMarkdown {
  const walk = new Walk(reader.parse(text, {}));
  return { blocks: walk.blocks(), problems: [...new Set(walk.problems)] };
}

/** Goes through the tokens once, from the first to the last. */
class Walk {
  readonly problems: string[] = [];
  readonly #anchors = new Anchors();
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  blocks(): ContentBlock[] {
    const found: ContentBlock[] = [];
    for (let token = this.#next(); token; token = this.#next()) found.push(...this.#block(token));
    return found;
  }

  #next(): Token | undefined {
    const token = this.tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #block(token: Token): ContentBlock[] {
    switch (token.type) {
      case 'heading_open':
        return [this.#heading(token)];
      case 'inline':
        return this.#paragraph(token);
      case 'blockquote_open':
        return [{ kind: 'note', paragraphs: this.#inlinesUntil('blockquote_close') }];
      case 'bullet_list_open':
      case 'ordered_list_open':
        return [this.#list(token)];
      case 'fence':
      case 'code_block':
        this.problems.push('Code is shown as plain text.');
        return [{ kind: 'paragraph', runs: [{ text: token.content.trim() }] }];
      default:
        return [];
    }
  }

  #heading(token: Token): ContentBlock {
    const level = token.tag === 'h3' ? 3 : 2;
    if (token.tag !== 'h2' && token.tag !== 'h3') {
      this.problems.push('Headings in the text begin with ## or ###; the title is the first one.');
    }
    const inline = this.#next();
    const runs = inline ? this.#runs(inline) : [];
    return { kind: 'heading', level, anchor: this.#anchors.of(textOf(runs)), runs };
  }

  /** A paragraph; pictures stand for themselves. */
  #paragraph(inline: Token): ContentBlock[] {
    if (inline.content.trim() === CALL) return [{ kind: 'call' }];
    const children = inline.children ?? [];
    const pictures = children
      .filter(({ type }) => type === 'image')
      .flatMap((image) => this.#picture(image));
    const runs = this.#runs(inline);
    return textOf(runs).trim() === '' ? pictures : [{ kind: 'paragraph', runs }, ...pictures];
  }

  #picture(image: Token): ContentBlock[] {
    const id = PICTURE.exec(String(image.attrGet('src') ?? ''))?.[1];
    const alt = image.content.trim();
    if (id === undefined) {
      this.problems.push('Pictures are shown only when they were added here.');
      return [];
    }
    if (alt === '') {
      this.problems.push('A picture needs words on what it shows: ![what it shows](/pictures/…).');
    }
    return [{ kind: 'picture', pictureId: id, alt }];
  }

  /** A list; lists within it follow as items of the same one. */
  #list(open: Token): ContentBlock {
    const close = open.type.replace('_open', '_close');
    const items: ContentRun[][] = [];
    for (let depth = 1, token = this.#next(); token; token = this.#next()) {
      if (token.type === open.type) depth += 1;
      if (token.type === close) depth -= 1;
      if (depth === 0) break;
      if (token.type === 'inline') items.push(this.#runs(token));
      if (token.type.endsWith('_list_open')) {
        this.problems.push('A list within a list is shown as one list.');
      }
    }
    return { kind: 'list', ordered: open.type === 'ordered_list_open', items };
  }

  #inlinesUntil(close: string): ContentRun[][] {
    const found: ContentRun[][] = [];
    for (let token = this.#next(); token && token.type !== close; token = this.#next()) {
      if (token.type === 'inline') found.push(this.#runs(token));
    }
    return found;
  }

  #runs(inline: Token): ContentRun[] {
    const runs: ContentRun[] = [];
    const look: Look = {};
    const add = (text: string) => {
      if (text !== '') runs.push({ text, ...look });
    };
    for (const token of inline.children ?? []) {
      if (token.type === 'strong_open') look.strong = true;
      else if (token.type === 'strong_close') delete look.strong;
      else if (token.type === 'em_open') look.emphasis = true;
      else if (token.type === 'em_close') delete look.emphasis;
      else if (token.type === 'link_open') this.#link(token, look);
      else if (token.type === 'link_close') delete look.href;
      else if (token.type === 'softbreak' || token.type === 'hardbreak') add(' ');
      else if (token.type !== 'image') this.#plain(token.content, add);
    }
    return runs;
  }

  /** `[words]()` leads nowhere: its words stay. */
  #link(open: Token, look: Look): void {
    const address = String(open.attrGet('href') ?? '');
    if (address === '') this.problems.push('A link needs an address: [words](https://…).');
    else look.href = address;
  }

  #plain(text: string, add: (text: string) => void): void {
    if (/<\/?[a-z][^<>]*>/i.test(text)) this.problems.push('HTML is shown as it is typed.');
    if (/\]\((?!\s)/.test(text)) {
      this.problems.push('A link leads to https, mailto, tel, sms, or a page of this site.');
    }
    add(text);
  }
}

/** The words of runs, without their looks. */
export function textOf(runs: readonly ContentRun[]): string {
  return runs.map(({ text }) => text).join('');
}

/** All words of blocks, a sentence or heading each line. */
export function wordsOf(blocks: readonly ContentBlock[]): string {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'heading' || block.kind === 'paragraph') return [textOf(block.runs)];
    if (block.kind === 'note') return block.paragraphs.map(textOf);
    return block.kind === 'list' ? block.items.map(textOf) : [];
  });
  return lines.join('\n');
}
