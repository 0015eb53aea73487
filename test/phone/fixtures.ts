import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures';

/** Whether the providers' recorded requests are there; tests that need them are skipped otherwise. */
export const haveFixtures = existsSync(join(FOLDER, 'telephony'));

/** What a skipped suite is called, so that nobody takes it for passed. */
export const fixturesWord = haveFixtures
  ? 'recorded requests'
  : 'recorded requests (SKIPPED: set BRIDGELINE_FIXTURES)';

/** The bytes of one recorded file. */
export function fixture(path: string): Buffer {
  return readFileSync(join(FOLDER, path));
}

/** A recorded JSON file. */
export function fixtureJson(path: string): unknown {
  return JSON.parse(fixture(path).toString('utf8'));
}
