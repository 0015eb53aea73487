import type { PayerRefusal } from '#contract';
import type { InquiryState } from './benefit-check.entity.js';

const PHONE = 'Ask by phone, or ask electronically again later.';

/** Why a question has no answer, by what we kept of it. */
const SENTENCES: Readonly<Record<string, readonly [sentence: string, toDo: string]>> = {
  not_configured: [
    'No clearinghouse is set up, so nothing was asked.',
    'Ask by phone. An administrator sets one up (docs/operating.md).',
  ],
  clearinghouse_unreachable: [
    'The clearinghouse could not be reached, so nothing was asked.',
    PHONE,
  ],
  clearinghouse_access: [
    'The clearinghouse does not let us in.',
    'An administrator checks its key. Ask by phone until then.',
  ],
  no_answer_in_time: ['The payer was asked, and no answer came in time.', PHONE],
  answer_lost: ['The payer was asked, and its answer was lost on the way.', PHONE],
  answer_unreadable: ['The payer answered, and the answer cannot be read.', 'Ask by phone.'],
  consent_missing: [
    'The patient has taken back that we may speak with their insurance.',
    'Ask the patient.',
  ],
  parts_missing: [
    'Something the payer needs is missing by now.',
    'Complete the coverage, then ask again.',
  ],
};

/** What a question without an answer means, and what to do. */
export function notAnswered(state: InquiryState, code: string | null): PayerRefusal {
  const [sentence, toDo] = SENTENCES[code ?? ''] ?? [
    state === 'unknown'
      ? 'The payer was asked, and we do not know what it answered.'
      : `The clearinghouse would not pass the question on (${code ?? 'no reason'}).`,
    PHONE,
  ];
  return { code: code ?? state, sentence, toDo, again: code !== 'consent_missing' };
}
