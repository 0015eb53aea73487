import type { Pool } from 'pg';
import { z } from 'zod';
import { readMarkdown, shippedTexts } from '#content';
import {
  codesOf,
  CONTENT_KINDS,
  CONTENT_LANGUAGES,
  type ContentBlock,
  type ContentKind,
  type Language,
  type LookColours,
} from '#contract';
import type { Clock, Logger } from '#platform';
import { digestOf } from '../http/digest.js';

/** One text as the public reads it. */
export interface PublicText {
  pageId: string;
  textId: string;
  kind: ContentKind;
  slug: string;
  payerId: string | null;
  position: number;
  language: Language;
  title: string;
  teaser: string;
  blocks: readonly ContentBlock[];
  author: string;
  sources: readonly { title: string; publisher: string; url: string; dated?: string | undefined }[];
  pictureId: string | null;
  firstPublic: Date;
  changedAt: Date;
  review: { reviewer: string; credentials: string | null; on: string } | null;
}

/** Everything that is public now. `version` changes with any of it. */
export interface PublicContent {
  version: string;
  texts: readonly PublicText[];
  look: PublicLook;
}

/** How the site looks for this organisation, and its own words in Spanish (empty: there are none). */
export interface PublicLook extends LookColours {
  logoId: string | null;
  whoAnswersEs: string;
  whoPaysEs: string;
}

/** Most texts that are read; an organisation writes tens of them. */
const MOST_TEXTS = 4000;
const READ = {
  name: 'read-public-content',
  text: `SELECT page_id AS "pageId", text_id AS "textId", kind, slug, payer_id AS "payerId", position, language, title,
      teaser, body, author, sources, picture_id AS "pictureId", first_public AS "firstPublic", changed_at AS "changedAt",
      reviewer, credentials, reviewed_on::text AS "reviewedOn"
    FROM public_content ORDER BY position, slug, language LIMIT ${MOST_TEXTS}`,
  query_timeout: 1500,
};

const READ_LOOK = {
  name: 'read-public-look',
  text: `SELECT look, who_answers_es AS "whoAnswersEs", who_pays_es AS "whoPaysEs" FROM public_look`,
  query_timeout: 1500,
};
const colour = z.string().nullable().default(null);
const LookRow = z.object({
  look: z.object({ brand: colour, call: colour, logoId: colour }),
  whoAnswersEs: z.string(),
  whoPaysEs: z.string(),
});
const OWN_LOOK: PublicLook = {
  brand: null,
  call: null,
  logoId: null,
  whoAnswersEs: '',
  whoPaysEs: '',
};

const Row = z.object({
  pageId: z.string(),
  textId: z.string(),
  kind: z.enum(codesOf(CONTENT_KINDS)),
  slug: z.string(),
  payerId: z.string().nullable(),
  position: z.number(),
  language: z.enum(CONTENT_LANGUAGES),
  title: z.string(),
  teaser: z.string(),
  body: z.string(),
  author: z.string(),
  sources: z.array(
    z.object({
      title: z.string(),
      publisher: z.string(),
      url: z.string(),
      dated: z.string().optional(),
    }),
  ),
  pictureId: z.string().nullable(),
  firstPublic: z.date(),
  changedAt: z.date(),
  reviewer: z.string().nullable(),
  credentials: z.string().nullable(),
  reviewedOn: z.string().nullable(),
});

export interface ContentOptions {
  pool: Pool;
  clock: Clock;
  logger: Logger;
  /** Told whenever they were read anew. */
  renewed: (content: PublicContent) => void;
  /** What was read longer ago is read again behind the answer; milliseconds, 15,000 unless said. */
  freshFor?: number;
}

const FRESH_FOR_MS = 15_000;
const AGAIN_AFTER_MS = 1000;

/**
 * The public texts in memory, renewed behind the pages that show them. A database that is away costs nobody a page: the
 * last known texts stay, and before the first reading the shipped ones are there.
 */
export class ContentShelf {
  #known: PublicContent | undefined;
  #freshUntil = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  /** Markdown is read once for each text: texts never change. */
  #blocks = new Map<string, readonly ContentBlock[]>();

  constructor(private readonly options: ContentOptions) {}

  /** What is public; waits for the database only the first time. Never throws. */
  async current(): Promise<PublicContent> {
    if (this.#known && performance.now() <= this.#freshUntil) return this.#known;
    const renewal = this.refresh();
    if (!this.#known) await renewal;
    return this.#known ?? this.#shipped();
  }

  /** Reads anew; on failure what is known stays. */
  refresh(): Promise<void> {
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #refresh(): Promise<void> {
    const freshFor = this.options.freshFor ?? FRESH_FOR_MS;
    this.#freshUntil = performance.now() + freshFor;
    try {
      const { pool } = this.options;
      const [texts, looks] = await Promise.all([pool.query(READ), pool.query(READ_LOOK)]);
      const [row] = z.array(LookRow).parse(looks.rows);
      const look = row
        ? { ...row.look, whoAnswersEs: row.whoAnswersEs, whoPaysEs: row.whoPaysEs }
        : OWN_LOOK;
      this.#known = this.#contentOf(z.array(Row).parse(texts.rows), look);
      this.options.renewed(this.#known);
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the public texts could not be read; the last stay');
      this.#freshUntil = performance.now() + Math.min(freshFor, AGAIN_AFTER_MS);
    }
  }

  #contentOf(rows: z.infer<typeof Row>[], look: PublicLook): PublicContent {
    const blocks = new Map(
      rows.map(({ textId, body }) => [
        textId,
        this.#blocks.get(textId) ?? readMarkdown(body).blocks,
      ]),
    );
    this.#blocks = blocks;
    const texts = rows.map(({ body: _body, reviewer, credentials, reviewedOn, ...row }) => ({
      ...row,
      blocks: blocks.get(row.textId) ?? [],
      review: reviewer && reviewedOn ? { reviewer, credentials, on: reviewedOn } : null,
    }));
    const state = texts.map(({ textId, position, changedAt, review }) => [
      textId,
      position,
      changedAt,
      review,
    ]);
    return { version: digestOf(JSON.stringify([state, look])), texts, look };
  }

  #shipped(): PublicContent {
    const now = this.options.clock.now();
    const texts = shippedTexts().map(({ kind, slug, position, words }) => ({
      pageId: slug,
      textId: `${kind}.${slug}.${words.language}`,
      kind,
      slug,
      payerId: null,
      position,
      language: words.language,
      title: words.title,
      teaser: words.teaser,
      blocks: readMarkdown(words.body).blocks,
      author: words.author,
      sources: words.sources,
      pictureId: null,
      firstPublic: now,
      changedAt: now,
      review: null,
    }));
    this.#known = { version: 'shipped', texts, look: OWN_LOOK };
    return this.#known;
  }
}

/** The texts of a kind in a language, in their order. One that is not translated is there in the language it has. */
export function textsOf(
  content: PublicContent,
  kind: ContentKind,
  language: Language,
): PublicText[] {
  const own = content.texts.filter((text) => text.kind === kind);
  const inLanguage = own.filter((text) => text.language === language);
  const slugs = new Set(inLanguage.map(({ slug }) => slug));
  return [...inLanguage, ...own.filter(({ slug }) => !slugs.has(slug))].sort(
    (a, b) => a.position - b.position || a.slug.localeCompare(b.slug),
  );
}

/** One text by its address, in the language asked for, else in the other one; undefined when there is none. */
export function textAt(
  content: PublicContent,
  kind: ContentKind,
  slug: string,
  language: Language,
): PublicText | undefined {
  const there = content.texts.filter((text) => text.kind === kind && text.slug === slug);
  return there.find((text) => text.language === language) ?? there[0];
}

/** What is written about a payer; undefined when there is nothing. */
export function payerText(
  content: PublicContent,
  payerId: string,
  language: Language,
): PublicText | undefined {
  return textsOf(content, 'payer', language).find((text) => text.payerId === payerId);
}

/** The languages a page is public in. */
export function languagesOf(content: PublicContent, { kind, slug }: PublicText): Language[] {
  return content.texts
    .filter((text) => text.kind === kind && text.slug === slug)
    .map(({ language }) => language);
}
