import { z } from 'zod';
import { choices, codesOf } from './picklists.js';

/** What a second person finds of a lead that the numbers leave out. */
export const SECOND_LOOK_VERDICTS = choices({
  right: 'Rightly left out',
  wrong: 'Should be counted',
});
export const SecondLookVerdict = z.enum(codesOf(SECOND_LOOK_VERDICTS));
export type SecondLookVerdict = z.infer<typeof SecondLookVerdict>;

const count = z.number().int().min(0);

/** One lead of a month's sample, and what was found of it, if somebody looked. */
export const SecondLookRow = z.object({
  leadId: z.uuid(),
  leadNumber: z.number().int().nullable(),
  patientName: z.string().nullable(),
  day: z.iso.date(),
  /** Why the numbers leave it out. */
  reason: z.string(),
  /** Who closed it so; null: no colleague did. */
  closedBy: z.string().nullable(),
  /** One closed it oneself: somebody else has to look. */
  own: z.boolean(),
  look: z
    .object({
      verdict: SecondLookVerdict,
      note: z.string().nullable(),
      by: z.string(),
      at: z.iso.datetime(),
    })
    .nullable(),
});
export type SecondLookRow = z.infer<typeof SecondLookRow>;

/** `GET /api/reports/second-look?month=YYYY-MM`: the leads of a month that a second person is to look at. */
export const SecondLookQuery = z.object({
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month like 2026-03, from 2000 on'),
});
export type SecondLookQuery = z.infer<typeof SecondLookQuery>;

export const SecondLook = z.object({
  month: z.string(),
  /** Leads received in the month, those that are left out among them. */
  all: count,
  leftOut: count,
  looked: count,
  wrong: count,
  rows: z.array(SecondLookRow),
});
export type SecondLook = z.infer<typeof SecondLook>;

/** `POST /api/reports/second-look/:leadId`. Who finds that a lead should be counted says why. */
export const SecondLookInput = z
  .object({
    verdict: SecondLookVerdict,
    note: z.string().trim().max(1000).default(''),
  })
  .refine(({ verdict, note }) => verdict === 'right' || note !== '', {
    error: 'Please say why it should be counted.',
    path: ['note'],
  });
export type SecondLookInput = z.infer<typeof SecondLookInput>;
