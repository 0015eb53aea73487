import { z } from 'zod';
import { optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** How long an emergency access lasts: then it is over by itself; minutes. */
export const EMERGENCY_MINUTES = 30;
/** How many one colleague may open within a day: more is no emergency, it is browsing. */
export const EMERGENCIES_A_DAY = 10;

export const EMERGENCY_VERDICTS = ['justified', 'not_justified'] as const;
export type EmergencyVerdict = (typeof EMERGENCY_VERDICTS)[number];

const whyText = (what: string) =>
  typedText(1000).refine((text) => Array.from(text).length >= 15, {
    error: `Please say in a sentence ${what}.`,
  });

/** `POST /api/emergency-accesses`: the lead by its number (`1042`, `#1042`) or its id, and why it cannot wait. */
export const EmergencyOpening = z.object({
  lead: typedText(60).min(1, { error: 'Please give the number of the lead.' }),
  reason: whyText('what the emergency is'),
});
export type EmergencyOpening = z.infer<typeof EmergencyOpening>;

/** `POST /api/emergency-accesses/:id/review` by somebody else than who opened it. */
export const EmergencyReview = z.object({
  version: z.number().int(),
  verdict: z.enum(EMERGENCY_VERDICTS),
  note: optionalText(1000),
});
export type EmergencyReview = z.infer<typeof EmergencyReview>;

/** `GET /api/emergency-accesses`: one's own; those who review see everybody's. */
export const EmergencyQuery = z.object({
  /** Only what nobody has reviewed (`waiting`), or what is open now (`open`). */
  only: z.enum(['waiting', 'open'], { error: 'Please ask for waiting or open.' }).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** An emergency access. `reason` and `note` are people's own words: for who opened it and who may review it. */
export const EmergencyAccessView = z.object({
  id,
  version: z.number().int(),
  leadId: id,
  leadNumber: z.number().int(),
  staffId: id,
  staffName: z.string(),
  reason: z.string(),
  openedAt: when,
  endsAt: when,
  /** When it was over: ended by hand, or its time was up; null while it is open. */
  overAt: when.nullable(),
  /** How often something was read under it, as the audit has it. */
  readings: z.number().int(),
  reviewedAt: when.nullable(),
  reviewedBy: z.string().nullable(),
  verdict: z.enum(EMERGENCY_VERDICTS).nullable(),
  note: z.string().nullable(),
});
export type EmergencyAccessView = z.infer<typeof EmergencyAccessView>;

/** `POST /api/leads/:id/protection` */
export const ProtectionInput = z.object({
  reason: whyText('why only its own people may see this lead'),
});
export type ProtectionInput = z.infer<typeof ProtectionInput>;

/** `GET /api/leads/:id/protection`; null when the lead is not protected. */
export const ProtectionView = z.object({
  standing: z.object({ reason: z.string(), by: z.string(), at: when }).nullable(),
});
export type ProtectionView = z.infer<typeof ProtectionView>;
