import { CALL_DISPOSITIONS, type CallView, labelOf } from '#contract';
import { talkTime } from '../words/time';

export const OUTCOMES = [
  { code: 'answered', label: 'Answered' },
  { code: 'missed', label: 'Missed' },
  { code: 'voicemail', label: 'Voicemail' },
  { code: 'abandoned', label: 'Hung up before an answer' },
] as const;
export const DIRECTIONS = [
  { code: 'inbound', label: 'They called' },
  { code: 'outbound', label: 'We called' },
] as const;

/** How long they talked; empty when they did not. */
export const talkOf = (call: CallView): string =>
  call.talkSeconds === null ? '' : talkTime(call.talkSeconds);

export const outcomeOf = (call: CallView): string =>
  call.disposition
    ? labelOf(CALL_DISPOSITIONS, call.disposition)
    : labelOf(OUTCOMES, call.outcome) || 'Going on';

export const directionOf = (call: CallView): string => labelOf(DIRECTIONS, call.direction);
