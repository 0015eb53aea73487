import { z } from 'zod';
import { contactPhone } from './help-request.js';
import { moment, optionalText, yesNo } from './text.js';

/** What the holder of a status link can ask for; each is one more sealed inquiry. */
export const STATUS_ACTS = ['time', 'number', 'card', 'stop', 'withdraw', 'erase'] as const;
export type StatusAct = (typeof STATUS_ACTS)[number];

/** What the holder of a status link sent, as the form has it. */
export const StatusAnswer = z.discriminatedUnion('act', [
  z
    .object({
      act: z.literal('time'),
      /** One of the offered times; what is none is left out. */
      at: z.preprocess((value) => value || undefined, moment.optional()).catch(undefined),
      words: optionalText(200),
    })
    .refine(({ at, words }) => at !== undefined || words !== undefined, {
      path: ['at'],
      error: 'Please choose a time, or write when it is good.',
    }),
  z.object({
    act: z.literal('number'),
    phone: contactPhone,
    safeToVoicemail: yesNo,
    safeToText: yesNo,
  }),
  z.object({ act: z.literal('card') }),
  z.object({ act: z.literal('stop') }),
  z.object({ act: z.literal('withdraw'), words: optionalText(500) }),
  z.object({ act: z.literal('erase') }),
]);
export type StatusAnswer = z.infer<typeof StatusAnswer>;
