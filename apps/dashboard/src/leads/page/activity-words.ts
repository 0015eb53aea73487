import {
  type ActivityKind,
  type ActivityPayload,
  type ActivityView,
  CALL_DISPOSITIONS,
  CHECK_WAYS,
  CLOCK_KINDS,
  CLOSED_REASONS,
  DECLINE_REASONS,
  DISCLOSURE_WAYS,
  ENROLMENT_ENDS,
  INQUIRY_KINDS,
  labelOf,
  OVERRIDE_KINDS,
  LEVELS_OF_CARE,
  PACKET_SECTIONS,
  CONFERENCE_ENDS,
  NOT_REACHED,
  PARTY_KINDS,
  PLAN_TYPES,
  REFERRAL_STATES,
  RELATIONSHIPS,
  SHOWN_WAYS,
  STAGE_LABELS,
  STEP_REASONS,
  type Stage,
  URGENCIES,
  VERDICTS,
} from '#contract';
import { fieldInWords } from '../../words/field';
import { inFull, talkTimeInWords } from '../../words/time';

export interface ActivityWords {
  title: string;
  details: string[];
  /** The colleague the title ends with, known by id. */
  colleagueId?: string;
  /** The benefit check it tells of. */
  checkId?: string;
  /** The call it tells of, where they talked or a message was left. */
  callId?: string;
}

type Say = { [K in ActivityKind]: (data: ActivityPayload<K>) => ActivityWords };

const words = (
  title: string,
  ...details: (string | null | undefined | false)[]
): ActivityWords => ({
  title,
  details: details.filter((detail): detail is string => !!detail),
});
const partyKind = (code: string) => labelOf(PARTY_KINDS, code);
const stage = (code: string) => STAGE_LABELS[code as Stage] ?? code;

const BECAUSE: Record<string, string> = {
  rule: 'By the rule: on duty, language, whose turn it is.',
  hand: '',
  take_back: 'Taken back.',
};

const FOLLOW_UP_STEPS: Record<string, string> = { call: 'call', sms: 'text', email: 'e-mail' };

const OUTCOMES: Record<string, string> = {
  missed: 'nobody answered',
  abandoned: 'hung up before an answer',
};

const PERSON_FIELDS: Record<string, string> = {
  name: 'name',
  birthDate: 'date of birth',
  language: 'language',
};
const CONTACT_CHANGES: Record<string, string> = {
  added: 'Contact added',
  changed: 'Contact changed',
  ended: 'Contact ended',
  point_added: 'A way to reach them added',
  wishes_changed: 'How they may be reached changed',
  corrected: 'Corrected',
};

const CONSENT_SCOPES: Record<string, string> = {
  call: 'we may call them',
  sms: 'we may text them',
  email: 'we may write e-mail to them',
  payer: 'we may speak with their insurance',
  relative: 'who asked for them may follow how it stands',
};

const COVERAGE_CHANGES: Record<string, string> = {
  edited: 'Coverage changed',
  ordered: 'Order of coverages changed: this one pays first',
  card_added: 'Picture of the card added',
  card_removed: 'Picture of the card removed',
};

const CHECKED_AGAIN: Record<string, string> = {
  expired: 'By itself: what was verified is no longer to be relied on.',
  admission_day: 'By itself: it is the day of admission.',
};

const DECISIONS: Record<string, string> = {
  signed: 'signed',
  refused: 'refused',
  withdrawn: 'taken back',
  cancelled: 'called off',
};

const PROPOSED: Record<string, string> = {
  declined: 'After the decline of the one before',
  not_acknowledged: 'The one before does not answer',
  turned_away: 'The one before turned them away',
};

const SAY: Say = {
  'inquiry.received': (data) =>
    words(
      data.kind === 'link_answer'
        ? 'From the page of their request'
        : data.joined
          ? 'They asked again'
          : `Request received: ${labelOf(INQUIRY_KINDS, data.kind).toLowerCase()}`,
      data.summary,
      data.message && `“${data.message}”`,
    ),
  'urgency.set': (data) =>
    words(
      `Urgency ${labelOf(URGENCIES, data.urgency)}`,
      data.reasons.map((reason) => reason.because).join(' '),
    ),
  'lead.assigned': (data) => ({
    ...words(
      data.ownerId ? 'Assigned to' : data.teamId ? 'Assigned to a team' : 'Back in the queue',
      BECAUSE[data.because] ?? data.because,
      data.note,
    ),
    ...(data.ownerId ? { colleagueId: data.ownerId } : {}),
  }),
  'stage.changed': (data) =>
    words(
      `${stage(data.from)} → ${stage(data.to)}`,
      data.reason && labelOf(CLOSED_REASONS, data.reason),
      data.note,
    ),
  'call.recorded': (data) => ({
    ...words(
      `${data.direction === 'inbound' ? 'They called' : 'We called'}${
        data.disposition
          ? `: ${labelOf(CALL_DISPOSITIONS, data.disposition).toLowerCase()}`
          : data.outcome
            ? `: ${OUTCOMES[data.outcome] ?? data.outcome}`
            : ''
      }`,
      data.seconds !== null && talkTimeInWords(data.seconds),
      data.note,
    ),
    ...(data.seconds ? { callId: data.callId } : {}),
  }),
  'call.described': (data) =>
    words(
      `What came of the call: ${labelOf(CALL_DISPOSITIONS, data.disposition).toLowerCase()}`,
      data.note,
    ),
  'transfer.asked': (data) => words(`Asked to join the call: ${data.party}`, partyKind(data.kind)),
  'transfer.joined': (data) => words(`${data.party} joined the call`, partyKind(data.kind)),
  'transfer.not_reached': (data) =>
    words(`${data.party} did not join`, labelOf(NOT_REACHED, data.because)),
  'transfer.left': (data) => words(`Left the call; they stay with ${data.party}`),
  'call.held': (data) =>
    words(
      `On hold ${data.times === 1 ? 'once' : `${data.times} times`}, ${talkTimeInWords(data.seconds)} in all`,
      labelOf(CONFERENCE_ENDS, data.end),
    ),
  'voicemail.left': (data) => ({
    ...words('They left a voicemail', data.seconds !== null && talkTimeInWords(data.seconds)),
    callId: data.callId,
  }),
  'note.written': (data) => words('Note', data.text),
  'task.created': (data) => words(`Task: ${data.title}`, `Due ${inFull(data.dueAt)}`),
  'task.done': (data) => words(`Done: ${data.title}`),
  'task.dropped': (data) => words(`Dropped: ${data.title}`, data.reason),
  'clock.missed': (data) =>
    words(
      `Promise missed: ${labelOf(CLOCK_KINDS, data.clock).toLowerCase()}`,
      `Was due ${inFull(data.dueAt)}`,
    ),
  'coverage.given': (data) =>
    words(
      'Coverage given',
      [data.payer, labelOf(PLAN_TYPES, data.planType)].filter(Boolean).join(', '),
    ),
  'coverage.changed': (data) =>
    words(
      COVERAGE_CHANGES[data.change] ?? 'Coverage changed',
      [data.payer, data.side].filter(Boolean).join(', '),
    ),
  'benefit_check.requested': (data) => ({
    ...words(
      data.again ? 'Benefits are checked again' : 'Benefit check asked for',
      [data.payer, labelOf(CHECK_WAYS, data.way).toLowerCase()].filter(Boolean).join(', '),
      data.levels.map((level) => labelOf(LEVELS_OF_CARE, level)).join(', '),
      data.again && CHECKED_AGAIN[data.again],
    ),
    checkId: data.checkId,
  }),
  'benefit_check.completed': (data) => ({
    ...words(
      `Benefits: ${labelOf(VERDICTS, data.verdict).toLowerCase()}`,
      data.payer,
      data.because.join(' '),
    ),
    checkId: data.checkId,
  }),
  'benefit_check.unclear': (data) => ({
    ...words('Benefit check needs a look', data.payer, data.because.join(' ')),
    checkId: data.checkId,
  }),
  'benefit_check.cancelled': (data) => ({
    ...words('Benefit check cancelled', data.payer, data.reason),
    checkId: data.checkId,
  }),
  'details.changed': (data) => words('Details changed', data.fields.map(fieldInWords).join(', ')),
  'consent.recorded': (data) =>
    words(`Consent ${data.decision}: ${CONSENT_SCOPES[data.scope] ?? data.scope}`),
  'low_cost.offered': (data) => words('A free or low-cost option was offered', data.note),
  'cadence.started': (data) => words(`Follow-up plan began: ${data.cadence}`, data.reason),
  'cadence.step_moved': (data) =>
    words(
      `Follow-up moved: ${FOLLOW_UP_STEPS[data.kind] ?? data.kind}`,
      `From ${inFull(data.from)} to ${inFull(data.to)}`,
      labelOf(STEP_REASONS, data.because),
    ),
  'cadence.step_skipped': (data) =>
    words(
      `Follow-up skipped: ${FOLLOW_UP_STEPS[data.kind] ?? data.kind}`,
      labelOf(STEP_REASONS, data.because),
    ),
  'cadence.paused': (data) =>
    words('Follow-up paused', data.until && `Until ${inFull(data.until)}`, data.reason),
  'cadence.resumed': (data) => words('Follow-up goes on', data.byItself && 'The pause was over'),
  'cadence.ended': (data) =>
    words('Follow-up ended', labelOf(ENROLMENT_ENDS, data.because), data.reason),
  'lead.merged': (data) =>
    words(
      data.kept
        ? `Lead #${data.otherNumber} was merged into this one`
        : `Merged into lead #${data.otherNumber}`,
      data.reason,
    ),
  'lead.merge_undone': (data) => words(`Merge with lead #${data.otherNumber} undone`),
  'contact.changed': (data) =>
    words(
      CONTACT_CHANGES[data.change] ?? 'Contact changed',
      data.relationship && labelOf(RELATIONSHIPS, data.relationship),
      data.fields?.map((field) => PERSON_FIELDS[field] ?? field).join(', '),
      data.reason,
    ),
  'file.added': (data) => words('File added', data.name),
  'file.removed': (data) => words('File removed', data.name),
  'tag.changed': (data) => words(`Tag ${data.added ? 'added' : 'removed'}: ${data.tag}`),
  'programs.matched': (data) =>
    words(
      `Programs looked for: ${data.open} of ${data.considered} could serve`,
      data.first && `First: ${data.first}`,
    ),
  'program.picked': (data) =>
    words(
      `Program picked: ${data.program}, ${data.facility}`,
      data.kind && labelOf(OVERRIDE_KINDS, data.kind),
      data.reason,
    ),
  'match.dismissed': () => words('Possible match dismissed'),
  'alert.raised': (data) => words('Alert raised', ...data.because),
  'alert.acknowledged': (data) =>
    words('Alert acknowledged', `After ${talkTimeInWords(data.seconds)}`),
  'lead.snoozed': (data) => words(`Set aside until ${inFull(data.until)}`, data.reason),
  'screening.completed': (data) =>
    words('Screening completed', `${data.answered} questions answered`),
  'match.possible': (data) => words('Possible match with another lead', data.because),
  'referral.changed': (data) =>
    words(
      data.late
        ? `${data.facility} answered too late: ${labelOf(REFERRAL_STATES, data.to).toLowerCase()}`
        : `Referral to ${data.facility}: ${labelOf(REFERRAL_STATES, data.to).toLowerCase()}`,
      data.saidBy === 'facility' && 'Said by the facility',
      data.saidBy === 'person' && 'Said by the patient',
      data.reason && labelOf(DECLINE_REASONS, data.reason),
      data.note && `“${data.note}”`,
    ),
  'record.erased': () => words('Erased', 'What stood here was erased.'),
  'referral.proposed': (data) =>
    words(`Proposed next: ${data.facility}`, PROPOSED[data.because], 'Ask the patient first'),
  'referral.asked': (data) => words(`${data.facility} asks`, `“${data.text}”`),
  'referral.answered': (data) => words(`Answered ${data.facility}`, `“${data.text}”`),
  'referral.statement_shown': (data) =>
    words(`Told who we are and who pays, for ${data.facility}`, labelOf(SHOWN_WAYS, data.how)),
  'referral.handed_over': (data) => words(`Handed over warm to ${data.facility}`, data.note),
  'disclosure.made': (data) =>
    words(
      `Disclosed to ${data.facility}: ${labelOf(DISCLOSURE_WAYS, data.way).toLowerCase()}`,
      data.sections.map((section) => labelOf(PACKET_SECTIONS, section)).join('; '),
    ),
  'disclosure_consent.asked': (data) =>
    words('Consent to disclosure asked for', data.facilities.join(', ')),
  'disclosure_consent.decided': (data) =>
    words(
      `Consent to disclosure ${DECISIONS[data.what] ?? data.what}`,
      data.facilities.join(', '),
      data.reason,
    ),
  'message.queued': (data) =>
    words(
      data.channel === 'sms' ? 'Text written' : 'E-mail written',
      data.subject,
      `“${data.body}”`,
      data.sendAt && `To be sent ${inFull(data.sendAt)}`,
    ),
  'message.sent': (data) => words(`${data.channel === 'sms' ? 'Text' : 'E-mail'} sent`),
  'message.delivered': (data) => words(`${data.channel === 'sms' ? 'Text' : 'E-mail'} delivered`),
  'message.failed': (data) =>
    words(`${data.channel === 'sms' ? 'Text' : 'E-mail'} not delivered`, data.because),
  'message.unknown': (data) =>
    words(`Not known whether the ${data.channel === 'sms' ? 'text' : 'e-mail'} was sent`),
  'message.cancelled': (data) => words(`${data.channel === 'sms' ? 'Text' : 'E-mail'} cancelled`),
};

/** A row of the timeline in words. A kind this page does not know yet shows its name. */
export function activityInWords(activity: ActivityView): ActivityWords {
  const say = SAY[activity.kind as ActivityKind] as ((data: unknown) => ActivityWords) | undefined;
  return say ? say(activity.data) : words(activity.kind);
}
