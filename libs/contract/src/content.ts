import { z } from 'zod';
import { choices } from './picklists.js';

/** What kinds of public text an organisation keeps. */
export const CONTENT_KINDS = choices({
  article: 'Article',
  faq: 'Question',
  payer: 'Payer page',
  page: 'Page of its own',
});
export type ContentKind = (typeof CONTENT_KINDS)[number]['code'];

export const CONTENT_LANGUAGES = ['en', 'es'] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];

/** A piece of text with one look. `href` is an https, tel, sms or mailto address, or a path of the site. */
export const ContentRun = z.object({
  text: z.string(),
  strong: z.boolean().optional(),
  emphasis: z.boolean().optional(),
  href: z.string().optional(),
});
export type ContentRun = z.infer<typeof ContentRun>;

/**
 * What a public text is made of, once its Markdown is read. There is no place in it for markup, so whoever shows it can
 * show nothing but these.
 */
export const ContentBlock = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    level: z.union([z.literal(2), z.literal(3)]),
    /** Unique in the text; an address within the page. */
    anchor: z.string(),
    runs: z.array(ContentRun),
  }),
  z.object({ kind: z.literal('paragraph'), runs: z.array(ContentRun) }),
  z.object({ kind: z.literal('note'), paragraphs: z.array(z.array(ContentRun)) }),
  z.object({
    kind: z.literal('list'),
    ordered: z.boolean(),
    items: z.array(z.array(ContentRun)),
  }),
  z.object({ kind: z.literal('picture'), pictureId: z.uuid(), alt: z.string() }),
  /** The number to call, and the way to Get Started. */
  z.object({ kind: z.literal('call') }),
]);
export type ContentBlock = z.infer<typeof ContentBlock>;

/** A public source of what a text says. */
export interface ContentSource {
  title: string;
  publisher: string;
  /** An https address. */
  url: string;
  /** As the source says it: "January 2018". */
  dated?: string | undefined;
}
