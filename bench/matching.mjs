/**
 * What the pure part of a match costs over many programs, distance and reasons included, against a bare scan of the
 * same programs in the same run (distance, level, age, sort; no reasons).
 * Usage: npm run build:server && node bench/matching.mjs [programs, default 10000]
 */
import { cpus, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { matchPrograms } from '../dist/libs/matching/src/index.js';

const PROGRAMS = Number(process.argv[2] ?? 10_000);
const ROUNDS = 300;
const WARM_UP = 30;
const NOW = new Date('2026-03-02T15:00:00Z');
const LEVELS = ['residential_high', 'residential_population', 'inpatient_monitored', 'outpatient'];
const STANCES = ['continues', 'starts_and_continues', 'refuses', 'unknown', 'unknown'];
const EXCLUSIONS = [
  'arson_history',
  'oxygen',
  'wheelchair',
  'pregnancy',
  'open_warrant',
  'dialysis',
];
const REQUIREMENTS = ['photo_id', 'negative_tb_test', 'medical_clearance', 'state_residency'];
const POPULATIONS = ['adults', 'veterans', 'women', 'lgbtq', 'co_occurring_mental', 'adolescents'];

/** Numbers that look drawn and are the same in every run (a linear congruential generator). */
function drawing(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

const draw = drawing(7);
const some = (list) => list.filter(() => draw(3) === 0);
const maybe = () => [true, false, null][draw(3)];

const programs = Array.from({ length: PROGRAMS }, (_, index) => ({
  id: `program-${index}`,
  name: `Program ${index}`,
  facilityId: `facility-${index % 4000}`,
  facilityName: `Facility ${index % 4000}`,
  active: true,
  state: ['AZ', 'CA', 'NV', 'TX'][draw(4)],
  place:
    draw(20) === 0 ? null : { latitude: 30 + draw(1500) / 100, longitude: -120 + draw(4500) / 100 },
  placeIsRough: draw(5) === 0,
  level: LEVELS[draw(LEVELS.length)],
  minAge: [null, 12, 18][draw(3)],
  maxAge: [null, 65][draw(2)],
  sexes: some(['female', 'male']),
  populations: some(POPULATIONS),
  languages: some(['en', 'es']),
  moud: {
    methadone: STANCES[draw(5)],
    buprenorphine: STANCES[draw(5)],
    naltrexone: STANCES[draw(5)],
  },
  payers: draw(2) === 0 ? { aetna: draw(5) === 0 ? 'out' : 'in' } : {},
  privateInsurance: maybe(),
  selfPay: maybe(),
  slidingScale: maybe(),
  scholarship: maybe(),
  stateFunded: maybe(),
  requirements: some(REQUIREMENTS),
  exclusions: some(EXCLUSIONS),
  licence: { known: draw(2) === 0, validUntil: draw(20) === 0 ? '2026-01-01' : '2027-01-01' },
  beds:
    draw(3) === 0
      ? null
      : { open: draw(4), saidAt: new Date(NOW.getTime() - draw(200) * 3_600_000) },
  history: { accepted: draw(30), declined: draw(30), arrived: draw(20), noShow: draw(10) },
  saidAt: new Date(NOW.getTime() - draw(400) * 86_400_000),
}));

const patient = {
  leadId: 'lead',
  level: { assessed: null, screened: 'residential_high', requested: null },
  age: 34,
  sex: null,
  pregnant: null,
  minor: null,
  guardianAgrees: null,
  payment: 'coverage',
  payers: [{ id: 'aetna', name: 'Aetna', relatedIds: [], planType: 'ppo' }],
  substances: ['heroin', 'alcohol'],
  medications: ['buprenorphine'],
  keepsMedication: true,
  conditions: { arson_history: false },
  language: 'es',
  languageNeeded: false,
  place: { latitude: 33.4484, longitude: -112.074 },
  state: 'AZ',
  travel: { willing: 'anywhere', maxMiles: null },
  wishes: {
    populations: ['veterans'],
    preferredFacilityIds: [],
    refusedFacilityIds: [],
    outOfNetwork: false,
  },
};

/** What a program would do that only measures, filters and sorts. */
function bareScan() {
  const radians = Math.PI / 180;
  const { latitude, longitude } = patient.place;
  const found = [];
  for (const program of programs) {
    if (program.level !== 'residential_high' || (program.minAge ?? 0) > patient.age) continue;
    if (!program.place) continue;
    const dLat = Math.sin(((program.place.latitude - latitude) * radians) / 2);
    const dLng = Math.sin(((program.place.longitude - longitude) * radians) / 2);
    const h =
      dLat * dLat +
      Math.cos(latitude * radians) * Math.cos(program.place.latitude * radians) * dLng * dLng;
    found.push({ id: program.id, miles: 7917.5 * Math.asin(Math.sqrt(h)) });
  }
  return found.sort((one, other) => one.miles - other.miles).slice(0, 100);
}

/** Milliseconds of each round, by the clock and of the processor (all threads, collecting garbage included), sorted. */
function measure(work) {
  for (let round = 0; round < WARM_UP; round += 1) work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    const began = performance.now();
    work();
    const clock = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    return { clock, processor: (user + system) / 1000 };
  });
  const sorted = (which) => rounds.map((round) => round[which]).sort((one, other) => one - other);
  return { clock: sorted('clock'), processor: sorted('processor') };
}

const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const row = (name, { clock, processor }) =>
  `| ${[name, ...[clock, processor].flatMap((times) => [0.5, 0.9, 0.99].map((share) => at(times, share).toFixed(1)))].join(' | ')} |`;

const bare = measure(bareScan);
const matched = measure(() => matchPrograms(patient, programs, NOW));
const answer = matchPrograms(patient, programs, NOW);
const ratio = at(matched.processor, 0.5) / at(bare.processor, 0.5);
const lines = [
  `${PROGRAMS} programs, ${ROUNDS} rounds after ${WARM_UP}; ${answer.open} not excluded, ${answer.ranked.length + answer.excluded.length} explained.`,
  `Node ${process.version}, ${cpus().length} cores, load average (one minute) ${loadavg()[0].toFixed(1)}. Milliseconds.`,
  '',
  '| | clock: median | p90 | p99 | processor: median | p90 | p99 |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  row('bare scan', bare),
  row('match', matched),
  '',
  `A match costs ${ratio.toFixed(1)} times the processor time of the bare scan.`,
];
process.stdout.write(`${lines.join('\n')}\n`);
