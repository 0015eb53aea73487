import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

/** What a route answers with, for the API's description. */
export interface Answer {
  schema?: z.ZodType;
  /** A page of them, with `Content-Range`. */
  list?: { resource: string; filter: z.ZodType };
  /** Not JSON of a record: which kind of text. */
  text?: { type: string; what: string };
  status?: number;
}

export const ANSWER = 'bridgeline:answer';
export const SUMMARY = 'bridgeline:summary';

/** Declares the one record a route answers with. */
export const Answers = (schema: z.ZodType, status = 200) =>
  SetMetadata(ANSWER, { schema, status } satisfies Answer);

/** Declares a text that is no record. */
export const AnswersText = (type: string, what: string) =>
  SetMetadata(ANSWER, { text: { type, what } } satisfies Answer);

/** Declares a list in the dialect of `ra-data-simple-rest`. */
export const AnswersPage = (resource: string, schema: z.ZodType, filter: z.ZodType) =>
  SetMetadata(ANSWER, { schema, list: { resource, filter } } satisfies Answer);

/** One sentence on what a route does. */
export const Summary = (text: string) => SetMetadata(SUMMARY, text);
