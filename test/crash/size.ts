/** `npm run crash -- --long`: a thousand requests and more at every step. */
const LONG = process.env.BRIDGELINE_CRASH_LONG === '1';

/** `npm run crash`: 1,000 people and 50 kills unless said. */
export const PEOPLE = Number(process.env.BRIDGELINE_CRASH_REQUESTS ?? 30);
export const KILLS = Number(process.env.BRIDGELINE_CRASH_KILLS ?? 3);
export const SEED = Number(process.env.BRIDGELINE_CRASH_SEED ?? 20_260_302);

/** How often each named step is the last of its process, and how many people ask meanwhile, each time. */
export const ROUNDS = LONG ? 3 : 1;
export const PEOPLE_A_ROUND = LONG ? 334 : 4;
/** How many texts are to be sent each time; a provider that says nothing takes ten seconds of a worker for each. */
export const TEXTS_A_ROUND = LONG ? 40 : 4;

/** A killed worker's jobs come back after some 15 s. */
export const DRAIN_MS = LONG ? 900_000 : 180_000;
