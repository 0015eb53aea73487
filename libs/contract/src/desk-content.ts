import { z } from 'zod';
import { CONTENT_KINDS, CONTENT_LANGUAGES, ContentBlock } from './content.js';
import { codesOf } from './picklists.js';
import { clearableText, moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const version = z.number().int();
const language = z.enum(CONTENT_LANGUAGES);

/** Longest text of a page, characters. */
export const MAX_CONTENT = 40_000;
/** Most texts of the past that are listed at once, latest first. */
export const MAX_CONTENT_HISTORY = 200;

const source = z.object({
  title: typedText(200).min(1, { error: 'Please name the source.' }),
  publisher: typedText(120).min(1, { error: 'Please say who published it.' }),
  url: typedText(500).regex(/^https:\/\/[^\s<>"']+$/, {
    error: 'Please give an address that begins with https://.',
  }),
  dated: optionalText(60),
});

/** The words of a page in one language, as they are written. `body` is Markdown. */
export const ContentWords = z.object({
  language,
  title: typedText(120).min(1, { error: 'Please give a title.' }),
  teaser: typedText(300).min(1, { error: 'Please write one or two sentences for lists.' }),
  body: typedText(MAX_CONTENT).min(1, { error: 'Please write the text.' }),
  author: typedText(120).min(1, { error: 'Please say who wrote it.' }),
  sources: z.array(source).max(30, { error: 'Please name at most 30 sources.' }).default([]),
  /** Shown in lists and when the page is shared. */
  pictureId: id.nullish(),
});
export type ContentWords = z.infer<typeof ContentWords>;

/** One version of a page's words. Never changed once written. */
export const ContentText = z.object({
  id,
  language,
  number: z.number().int(),
  title: z.string(),
  teaser: z.string(),
  body: z.string(),
  author: z.string(),
  sources: z.array(source),
  pictureId: id.nullable(),
  /** School grade the text asks of its reader (English: Flesch-Kincaid; Spanish: by INFLESZ); null for too little text. */
  grade: z.number().nullable(),
  /** null: it came with Bridgeline. */
  writtenBy: id.nullable(),
  createdAt: when,
});
export type ContentText = z.infer<typeof ContentText>;

/** Where a page stands in one language. Numbers are those of its texts. */
export const ContentStanding = z.object({
  language,
  title: z.string(),
  newest: z.number().int(),
  publicNumber: z.number().int().nullable(),
  publicSince: when.nullable(),
  plannedNumber: z.number().int().nullable(),
  plannedAt: when.nullable(),
  /** The latest review of any of its texts. */
  reviewedNumber: z.number().int().nullable(),
  reviewer: z.string().nullable(),
  reviewedOn: z.iso.date().nullable(),
});
export type ContentStanding = z.infer<typeof ContentStanding>;

/** A row of `GET /api/articles`: articles, questions, payers' pages, pages of their own. */
export const ArticleRow = z.object({
  id,
  version,
  kind: z.enum(codesOf(CONTENT_KINDS)),
  /** The last part of its address. */
  slug: z.string(),
  /** Whose page it is, for kind payer. */
  payerId: id.nullable(),
  /** Lists go by it, lowest first. */
  position: z.number().int(),
  standings: z.array(ContentStanding),
  createdAt: when,
  updatedAt: when,
});
export type ArticleRow = z.infer<typeof ArticleRow>;
export const ArticleDetail = ArticleRow.extend({
  /** The newest text of each language. */
  texts: z.array(ContentText),
  /** Its address on the site, without language. null: it has none of its own. */
  path: z.string().nullable(),
});
export type ArticleDetail = z.infer<typeof ArticleDetail>;

const slug = typedText(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
  error: 'An address has small letters, digits and single hyphens, like signs-of-a-relapse.',
});
const position = z
  .number({ error: 'Please give a number.' })
  .int({ error: 'Please give a whole number.' })
  .min(0, { error: 'Please give a number from 0 to 9999.' })
  .max(9999, { error: 'Please give a number from 0 to 9999.' });

/** `POST /api/articles`: a new page with its first words. Nothing is public by it. */
export const ArticleCreate = z.object({
  kind: z.enum(codesOf(CONTENT_KINDS)),
  slug,
  payerId: id.nullish(),
  position: position.optional(),
  texts: z.array(ContentWords).min(1, { error: 'Please write a text.' }).max(2),
});
export type ArticleCreate = z.infer<typeof ArticleCreate>;

/** `PUT /api/articles/:id`: changed words become the next version of their language. */
export const ArticleEdit = z.object({
  version,
  slug: slug.optional(),
  position: position.optional(),
  texts: z.array(ContentWords).max(2).optional(),
});
export type ArticleEdit = z.infer<typeof ArticleEdit>;

/** `POST /api/articles/:id/publication`: now, or at a time to come. */
export const PublicationInput = z.object({
  version,
  textId: id,
  at: moment.nullish(),
});
export type PublicationInput = z.infer<typeof PublicationInput>;

/** `POST /api/articles/:id/withdrawal`: off the site at once; what was planned is dropped. */
export const WithdrawalInput = z.object({ version, language });

/** `POST /api/articles/:id/restoration`: an earlier text becomes the newest one. It is not public by it. */
export const RestorationInput = z.object({ version, textId: id });

/** `POST /api/articles/:id/review`: who looked at a text, and when. */
export const ReviewInput = z.object({
  version,
  textId: id,
  reviewer: typedText(120).min(1, { error: 'Please name who reviewed it.' }),
  credentials: clearableText(120),
  reviewedOn: z.iso
    .date({ error: 'Please give a date such as 2026-03-01.' })
    .refine((text) => text >= '2000' && text < '2200', {
      error: 'Please give a date between 2000 and 2199.',
    }),
});
export type ReviewInput = z.infer<typeof ReviewInput>;

/** `POST /api/articles/preview`: how Markdown reads, before it is kept. */
export const ContentPreviewInput = z.object({ language, body: typedText(MAX_CONTENT) });
export const ContentPreview = z.object({
  blocks: z.array(ContentBlock),
  /** Sentences on what will not be shown as it was meant, or keeps it from being saved. */
  problems: z.array(z.string()),
  grade: z.number().nullable(),
  words: z.number().int(),
});
export type ContentPreview = z.infer<typeof ContentPreview>;

/** A picture for pages: drawn anew as WebP in a few widths, nothing of the old file in it. */
export const PictureView = z.object({
  id,
  name: z.string(),
  /** What it shows, for who cannot see it. */
  alt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** Widths it can be had in, pixels, smallest first. */
  widths: z.array(z.number().int()),
  createdAt: when,
});
export type PictureView = z.infer<typeof PictureView>;
