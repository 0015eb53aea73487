import { z } from 'zod';

const id = z.uuid();
const day = z.iso.date().refine((text) => text >= '2000-01-01' && text <= '2100-12-31', {
  error: 'a day from 2000 to 2100',
});

/** `GET /api/reports/touches?from=&to=`: days of the organisation's zone, both included. */
export const TouchesQuery = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to && (Date.parse(to) - Date.parse(from)) / 86_400_000 < 1100, {
    error: '"to" is not before "from", and at most 1100 days later',
    path: ['to'],
  });
export type TouchesQuery = z.infer<typeof TouchesQuery>;

/**
 * Counted leads received in the period, by the source that first brought them and the one that brought them last. A pair
 * opens the leads with its `sourceId`, `lastSourceId`, `counted` and these moments: they are as many.
 */
export const TouchesReport = z.object({
  receivedFrom: z.iso.datetime(),
  receivedTo: z.iso.datetime(),
  pairs: z.array(
    z.object({
      firstSourceId: id,
      lastSourceId: id,
      leads: z.number().int(),
      admitted: z.number().int(),
    }),
  ),
});
export type TouchesReport = z.infer<typeof TouchesReport>;
