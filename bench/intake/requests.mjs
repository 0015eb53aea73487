/** What visitors send: somebody else each time, every field that a form usually brings. */
const words = [
  'Amber',
  'Birch',
  'Cedar',
  'Dale',
  'Ember',
  'Fern',
  'Grove',
  'Heath',
  'Iris',
  'June',
];

const SUBSTANCES = ['alcohol', 'heroin', 'fentanyl', 'methamphetamine', 'benzodiazepines'];
const WHEN = ['today', 'this_week', 'later'];

/** The n-th request; phones differ up to ten million. */
export function requestOf(n) {
  const digits = String(2_000_000 + n).padStart(7, '0');
  return {
    name: `${words[n % 10]} ${words[Math.floor(n / 10) % 10]}-${n}`,
    phone: `(415) ${digits.slice(0, 3)}-${digits.slice(3)}`,
    substances: [SUBSTANCES[n % SUBSTANCES.length]],
    when: WHEN[n % WHEN.length],
    age: 20 + (n % 45),
    message: 'I have tried to stop on my own twice and would like to talk with someone this week.',
    zip: '94110',
    language: n % 5 === 0 ? 'es' : 'en',
    safeToVoicemail: n % 2 === 0,
    preferredTime: 'after 6 p.m.',
    insurance: { payer: 'Aetna', planType: 'PPO', memberId: `W${digits}` },
    consent: { sms: true, wording: '[sms-2026-11/en] Yes, you may text me about this request.' },
    attribution: { utmSource: 'google', utmMedium: 'organic', landingPath: '/get-started' },
  };
}

/** Body and headers of the n-th request, with a key of its own. */
export function postOf(n) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `bench-${n}` },
    body: JSON.stringify(requestOf(n)),
  };
}
