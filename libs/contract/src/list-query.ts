import { z } from 'zod';
import { MAX_PAGE } from './limits.js';

const json = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/**
 * The query of a list in the dialect of `ra-data-simple-rest`:
 * `sort=["field","ASC"]`, `range=[first,last]` (both counted from 0, both included), `filter={...}`.
 */
export const ListQuery = z.object({
  sort: z
    .preprocess(
      json,
      z.tuple([z.string().max(60), z.enum(['ASC', 'DESC'])], {
        error: 'sort is ["field","ASC"|"DESC"]',
      }),
    )
    .optional(),
  range: z
    .preprocess(
      json,
      z
        .tuple([z.number().int().min(0), z.number().int().min(0)], {
          error: 'range is [first,last]',
        })
        .refine(([first, last]) => last >= first, {
          error: 'range is [first,last], last not before first',
        })
        .refine(([first, last]) => last - first < MAX_PAGE, {
          error: `at most ${MAX_PAGE} records a page`,
        }),
    )
    .optional(),
  filter: z
    .preprocess(json, z.record(z.string(), z.unknown(), { error: 'filter is a JSON object' }))
    .optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** The `filter={"id":[...]}` of getMany, and `q` of the quick search, which every list takes. */
export const CommonFilter = z.object({
  id: z.array(z.uuid()).max(MAX_PAGE).optional(),
  q: z.string().trim().max(200).optional(),
});
