import { z } from 'zod';

/**
 * What `POST /insurance/check` answers by JSON. 200 without a way to reach anybody: what is generally true. 202 with one:
 * the same, and the question is stored; `receipt` is the visitor's secret, `statusUrl` opens their own page.
 */
export const CoverageAnswer = z.object({
  /** Null: we do not know who is meant. */
  payer: z
    .object({ name: z.string(), url: z.string(), listedFacilities: z.number().int() })
    .nullable(),
  /** Which kind of coverage this is said of. */
  kind: z.string(),
  generallyTrue: z.array(z.string()),
  mustBeChecked: z.array(z.string()),
  sources: z.array(z.object({ name: z.string(), url: z.string() })),
  receipt: z.string().optional(),
  statusUrl: z.string().optional(),
});
export type CoverageAnswer = z.infer<typeof CoverageAnswer>;
