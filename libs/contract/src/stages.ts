import type { Choice } from './picklists.js';

/** Where a lead stands. Order matters: it is the way a request normally goes. */
export const STAGES = [
  'new',
  'attempted',
  'contacted',
  'qualified',
  'verifying',
  'matched',
  'referred',
  'accepted',
  'scheduled',
  'admitted',
  'closed',
] as const;
export type Stage = (typeof STAGES)[number];

/** The stages an open lead may be in. */
export const OPEN_STAGES = STAGES.filter((stage) => stage !== 'closed');

export const STAGE_LABELS: Record<Stage, string> = {
  new: 'New',
  attempted: 'Attempted',
  contacted: 'Contacted',
  qualified: 'Qualified',
  verifying: 'Verifying',
  matched: 'Matched',
  referred: 'Referred',
  accepted: 'Accepted',
  scheduled: 'Scheduled',
  admitted: 'Admitted',
  closed: 'Closed',
};

/** Why a lead was closed. `counted: false` keeps the lead out of every number. */
export interface ClosedReason extends Choice {
  readonly counted: boolean;
}
export const CLOSED_REASONS: readonly ClosedReason[] = [
  { code: 'not_qualified', label: 'Not qualified', counted: true },
  { code: 'no_coverage', label: 'No coverage', counted: true },
  { code: 'cost', label: 'Cost', counted: true },
  { code: 'no_bed', label: 'No bed', counted: true },
  { code: 'level_of_care_mismatch', label: 'Level-of-care mismatch', counted: true },
  { code: 'distance', label: 'Distance', counted: true },
  { code: 'medical_acuity', label: 'Medical acuity', counted: true },
  { code: 'legal', label: 'Legal', counted: true },
  { code: 'chose_another', label: 'Chose another', counted: true },
  { code: 'not_ready', label: 'Not ready', counted: true },
  { code: 'family_only', label: 'Family only', counted: true },
  { code: 'unreachable', label: 'Unreachable', counted: true },
  { code: 'went_to_hospital', label: 'Went to hospital', counted: true },
  { code: 'deceased', label: 'Deceased', counted: true },
  { code: 'duplicate', label: 'Duplicate', counted: false },
  { code: 'spam', label: 'Spam', counted: false },
  { code: 'wrong_number', label: 'Wrong number', counted: false },
  { code: 'vendor', label: 'Vendor', counted: false },
  { code: 'job_seeker', label: 'Job seeker', counted: false },
  { code: 'information_only', label: 'Information only', counted: true },
  { code: 'long_term_nurture', label: 'Long-term nurture', counted: true },
];

/** Reasons whose leads stay out of reports. */
export const UNCOUNTED_REASONS: readonly string[] = CLOSED_REASONS.filter((r) => !r.counted).map(
  (r) => r.code,
);

/** Reasons that may close a lead only when a free or low-cost option was offered. */
export const NEEDS_LOW_COST_OFFER: readonly string[] = ['no_coverage', 'cost', 'no_bed'];
