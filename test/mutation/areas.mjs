/** What is mutated, and the pure tests that are to notice: files of the folder whose names hold one of these. */
export const AREAS = {
  'contact-rules': {
    mutate: [
      'libs/consent/src/contact-rules/may-contact.ts',
      'libs/consent/src/contact-rules/contact-hours.ts',
      'libs/consent/src/contact-rules/stop-words.ts',
    ],
    tests: [
      {
        folder: 'libs/consent/src/contact-rules',
        names: ['may-contact', 'contact-hours', 'stop-words'],
      },
    ],
  },
  consent: {
    mutate: ['libs/consent/src/standing.ts', 'libs/consent/src/third-party.ts'],
    tests: [
      { folder: 'libs/consent/src', names: ['third-party', 'standing'] },
      { folder: 'libs/consent/src/contact-rules', names: ['may-contact'] },
    ],
  },
  disclosure: {
    mutate: [
      'libs/referrals/src/consent/covers.ts',
      'libs/referrals/src/states/sending-gate.ts',
      'libs/referrals/src/states/transitions.ts',
      'libs/referrals/src/states/furthest.ts',
    ],
    tests: [
      { folder: 'libs/referrals/src/consent', names: ['consent'] },
      { folder: 'libs/referrals/src/states', names: ['states', 'furthest', 'sending-gate'] },
    ],
  },
  permissions: {
    mutate: ['libs/audit/src/rights.ts', 'libs/contract/src/roles.ts'],
    tests: [
      { folder: 'libs/audit/src', names: ['rights'] },
      { folder: 'test/trust', names: ['roles.test'] },
    ],
  },
  protection: {
    mutate: ['apps/desk/src/protection/without-hidden.ts'],
    tests: [{ folder: 'apps/desk/src/protection', names: ['without-hidden'] }],
  },
  reading: {
    mutate: ['libs/audit/src/reading/unusual-reading.ts'],
    tests: [{ folder: 'libs/audit/src/reading', names: ['unusual-reading'] }],
  },
  matcher: {
    mutate: ['libs/matching/src/rules/*.rules.ts', 'libs/matching/src/match-programs.ts'],
    tests: [{ folder: 'libs/matching/test', names: ['rules.test'] }],
  },
  numbers: {
    mutate: [
      'libs/reporting/src/facts/make-facts.ts',
      'libs/reporting/src/facts/referral-course.ts',
      'libs/reporting/src/facts/steps.ts',
      'libs/reporting/src/catalogue/predicate.ts',
      'libs/reporting/src/numbers/number-values.ts',
      'libs/reporting/src/times/time-buckets.ts',
    ],
    tests: [
      { folder: 'libs/reporting/src/catalogue', names: ['catalogue'] },
      { folder: 'libs/reporting/src/facts', names: ['make-facts'] },
      { folder: 'libs/reporting/src/numbers', names: ['number-values'] },
      { folder: 'libs/reporting/src/times', names: ['time-buckets'] },
    ],
  },
};
