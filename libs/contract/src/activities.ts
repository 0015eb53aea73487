import { z } from 'zod';

/** The kinds of timeline rows, each with the shape of its payload. Payloads are encrypted at rest. */
export const ACTIVITY_PAYLOADS = {
  'inquiry.received': z.object({
    inquiryId: z.uuid(),
    kind: z.string(),
    summary: z.string(),
    message: z.string().optional(),
    joined: z.boolean(),
  }),
  'urgency.set': z.object({
    urgency: z.string(),
    reasons: z.array(z.object({ rule: z.string(), because: z.string() })),
    rulesVersion: z.number().int(),
  }),
  'lead.assigned': z.object({
    ownerId: z.uuid().nullable(),
    teamId: z.uuid().nullable(),
    because: z.string(),
    note: z.string().optional(),
  }),
  'stage.changed': z.object({
    from: z.string(),
    to: z.string(),
    reason: z.string().optional(),
    note: z.string().optional(),
  }),
  'call.recorded': z.object({
    callId: z.uuid(),
    direction: z.string(),
    outcome: z.string().nullable(),
    disposition: z.string().nullable(),
    seconds: z.number().int().nullable(),
    note: z.string().optional(),
  }),
  /** What came of a call that telephony knows, said by who had it. */
  'call.described': z.object({
    callId: z.uuid(),
    disposition: z.string(),
    note: z.string().optional(),
  }),
  /** Somebody was asked to join a call; `kind` is of PARTY_KINDS. */
  'transfer.asked': z.object({ callId: z.uuid(), kind: z.string(), party: z.string() }),
  'transfer.joined': z.object({ callId: z.uuid(), kind: z.string(), party: z.string() }),
  'transfer.not_reached': z.object({
    callId: z.uuid(),
    kind: z.string(),
    party: z.string(),
    /** Of NOT_REACHED. */
    because: z.string(),
  }),
  /** The colleague left, and they stay with these. */
  'transfer.left': z.object({ callId: z.uuid(), kind: z.string(), party: z.string() }),
  /** They were on hold, all in all; `end` is of CONFERENCE_ENDS. */
  'call.held': z.object({
    callId: z.uuid(),
    times: z.number().int(),
    seconds: z.number().int(),
    end: z.string(),
  }),
  'voicemail.left': z.object({ callId: z.uuid(), seconds: z.number().int().nullable() }),
  'note.written': z.object({ text: z.string(), mentions: z.array(z.uuid()).optional() }),
  'task.created': z.object({ taskId: z.uuid(), title: z.string(), dueAt: z.iso.datetime() }),
  'task.done': z.object({ taskId: z.uuid(), title: z.string() }),
  'task.dropped': z.object({ taskId: z.uuid(), title: z.string(), reason: z.string() }),
  'cadence.started': z.object({
    cadence: z.string(),
    planNumber: z.number().int(),
    reason: z.string().optional(),
  }),
  /** A step that was moved or skipped, and why (STEP_REASONS). */
  'cadence.step_moved': z.object({
    step: z.string(),
    kind: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    because: z.string(),
  }),
  'cadence.step_skipped': z.object({ step: z.string(), kind: z.string(), because: z.string() }),
  'cadence.paused': z.object({ until: z.iso.datetime().nullable(), reason: z.string() }),
  'cadence.resumed': z.object({ byItself: z.boolean() }),
  /** `because` is one of ENROLMENT_ENDS. */
  'cadence.ended': z.object({
    cadence: z.string(),
    because: z.string(),
    reason: z.string().optional(),
  }),
  'clock.missed': z.object({ clock: z.string(), dueAt: z.iso.datetime() }),
  'coverage.given': z.object({ coverageId: z.uuid(), payer: z.string(), planType: z.string() }),
  'coverage.changed': z.object({
    coverageId: z.uuid(),
    payer: z.string(),
    /** edited, ordered, card_added, card_removed */
    change: z.string(),
    side: z.string().optional(),
  }),
  'benefit_check.requested': z.object({
    checkId: z.uuid(),
    payer: z.string(),
    way: z.string(),
    levels: z.array(z.string()),
    /** It asks again by itself: 'expired', 'admission_day'. */
    again: z.string().optional(),
  }),
  'benefit_check.completed': z.object({
    checkId: z.uuid(),
    payer: z.string(),
    verdict: z.string(),
    because: z.array(z.string()),
  }),
  /** The payer gave no usable answer: refusals in words. */
  'benefit_check.unclear': z.object({
    checkId: z.uuid(),
    payer: z.string(),
    because: z.array(z.string()),
  }),
  'benefit_check.cancelled': z.object({
    checkId: z.uuid(),
    payer: z.string(),
    reason: z.string(),
  }),
  'details.changed': z.object({ fields: z.array(z.string()) }),
  'consent.recorded': z.object({ scope: z.string(), decision: z.string() }),
  'low_cost.offered': z.object({ note: z.string() }),
  'lead.merged': z.object({
    mergeId: z.uuid(),
    /** The lead that was kept, or taken in: the other one of the two. */
    otherLeadId: z.uuid(),
    otherNumber: z.number().int(),
    /** True on the lead that was kept. */
    kept: z.boolean(),
    reason: z.string().optional(),
  }),
  'lead.merge_undone': z.object({
    mergeId: z.uuid(),
    otherLeadId: z.uuid(),
    otherNumber: z.number().int(),
    kept: z.boolean(),
  }),
  'contact.changed': z.object({
    personId: z.uuid(),
    /** added, changed, ended, point_added, wishes_changed, corrected */
    change: z.string(),
    /** Of a correction: what was corrected, never the values. */
    fields: z.array(z.string()).optional(),
    relationship: z.string().optional(),
    reason: z.string().optional(),
  }),
  'file.added': z.object({ fileId: z.uuid(), name: z.string() }),
  'file.removed': z.object({ fileId: z.uuid(), name: z.string() }),
  'tag.changed': z.object({ tagId: z.uuid(), tag: z.string(), added: z.boolean() }),
  /** Programs were looked for. */
  'programs.matched': z.object({
    matchId: z.uuid(),
    considered: z.number().int(),
    open: z.number().int(),
    first: z.string().nullable(),
  }),
  'program.picked': z.object({
    matchId: z.uuid(),
    programId: z.uuid(),
    program: z.string(),
    facility: z.string(),
    rank: z.number().int().nullable(),
    kind: z.string().optional(),
    reason: z.string().optional(),
  }),
  'match.dismissed': z.object({ otherLeadId: z.uuid() }),
  'alert.raised': z.object({ alertId: z.uuid(), step: z.string(), because: z.array(z.string()) }),
  'alert.acknowledged': z.object({
    alertId: z.uuid(),
    step: z.string(),
    seconds: z.number().int(),
  }),
  'lead.snoozed': z.object({ until: z.iso.datetime(), reason: z.string() }),
  'screening.completed': z.object({
    screenerVersion: z.number().int(),
    answered: z.number().int(),
    fields: z.array(z.string()),
  }),
  'match.possible': z.object({ otherLeadId: z.uuid(), because: z.string() }),
  /** A step of a referral; `late`: an answer that came when it could change nothing any more. */
  'referral.changed': z.object({
    referralId: z.uuid(),
    facility: z.string(),
    from: z.string(),
    to: z.string(),
    saidBy: z.string(),
    reason: z.string().optional(),
    note: z.string().optional(),
    late: z.boolean().optional(),
  }),
  'referral.proposed': z.object({
    referralId: z.uuid(),
    facility: z.string(),
    because: z.string(),
  }),
  'referral.asked': z.object({ referralId: z.uuid(), facility: z.string(), text: z.string() }),
  'referral.answered': z.object({ referralId: z.uuid(), facility: z.string(), text: z.string() }),
  'referral.statement_shown': z.object({
    referralId: z.uuid(),
    facility: z.string(),
    how: z.string(),
  }),
  'referral.handed_over': z.object({
    referralId: z.uuid(),
    facility: z.string(),
    callId: z.uuid().nullable(),
    note: z.string().optional(),
  }),
  'disclosure.made': z.object({
    referralId: z.uuid(),
    facility: z.string(),
    way: z.string(),
    sections: z.array(z.string()),
  }),
  'disclosure_consent.asked': z.object({ requestId: z.uuid(), facilities: z.array(z.string()) }),
  /** `what`: signed, refused, withdrawn, cancelled. */
  'disclosure_consent.decided': z.object({
    requestId: z.uuid(),
    what: z.string(),
    way: z.string(),
    facilities: z.array(z.string()),
    reason: z.string().optional(),
  }),
  'message.queued': z.object({
    messageId: z.uuid(),
    channel: z.string(),
    subject: z.string().nullable(),
    body: z.string(),
    sendAt: z.iso.datetime().nullable(),
  }),
  'message.sent': z.object({ messageId: z.uuid(), channel: z.string() }),
  'message.delivered': z.object({ messageId: z.uuid(), channel: z.string() }),
  'message.failed': z.object({ messageId: z.uuid(), channel: z.string(), because: z.string() }),
  'message.unknown': z.object({ messageId: z.uuid(), channel: z.string() }),
  /** What stood here was erased (R19); `was` is its kind. */
  'record.erased': z.object({ was: z.string() }),
  'message.cancelled': z.object({ messageId: z.uuid(), channel: z.string() }),
} as const;
export type ActivityKind = keyof typeof ACTIVITY_PAYLOADS;
export type ActivityPayload<K extends ActivityKind> = z.infer<(typeof ACTIVITY_PAYLOADS)[K]>;
