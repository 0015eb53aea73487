import type { Stage } from '#contract';

export type BulkKind = 'assign' | 'stage' | 'tag';

/** A lead as it was before a bulk change: what undoing puts back. */
export type BulkBefore = { leadId: string } & (
  | { ownerId: string | null; teamId: string | null }
  | { stage: Stage; closedReason: string | null }
  | { tagged: boolean }
);
