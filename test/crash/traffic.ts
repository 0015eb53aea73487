/** One `POST /api/help-requests`. */
export interface TrafficRequest {
  key: string;
  body: Record<string, unknown>;
}

/** What is sent, and how many people and distinct requests that is. */
export interface Traffic {
  requests: TrafficRequest[];
  people: number;
  distinct: number;
}

/**
 * A mix as a busy day has it, until `people` new people have asked: some requests are repeats of an
 * earlier one with the same key, some come from someone who wrote before. Reproducible by its random.
 */
export function makeTraffic(people: number, random: () => number): Traffic {
  const requests: TrafficRequest[] = [];
  const known: Record<string, unknown>[] = [];
  let distinct = 0;
  for (let n = 0; known.length < people; n += 1) {
    const earlier = requests[Math.floor(random() * requests.length)];
    if (earlier && n % 10 === 9) {
      requests.push(earlier);
      continue;
    }
    const again = n % 7 === 6 ? known[Math.floor(random() * known.length)] : undefined;
    const person = again ?? newPerson(known.length);
    if (!again) known.push(person);
    distinct += 1;
    const message = `I wrote ${n} times and would like a call.`;
    requests.push({ key: `crash-${n}`, body: { ...person, message } });
  }
  return { requests, people, distinct };
}

function newPerson(n: number): Record<string, unknown> {
  const number = String(n).padStart(4, '0');
  return {
    name: `Person ${words[n % words.length]} ${words[Math.floor(n / words.length) % words.length]}`,
    phone: `+1 (415) ${String(200 + Math.floor(n / 10_000)).padStart(3, '0')}-${number}`,
    when: n % 3 === 0 ? 'today' : 'this week',
    zip: '94110',
    insurance:
      n % 4 === 0 ? { payer: 'Aetna', planType: 'PPO', memberId: `W${number}` } : undefined,
    consent: n % 2 === 0 ? { sms: true, wording: 'You may text me.' } : undefined,
  };
}

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
  'Juniper',
  'Kestrel',
  'Linden',
  'Maple',
  'North',
  'Olive',
  'Pine',
  'Quill',
  'Rowan',
  'Sage',
  'Thorn',
  'Umber',
  'Vale',
  'Willow',
  'Yarrow',
  'Zephyr',
];

/** A small random generator (mulberry32), so that a failing run can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
