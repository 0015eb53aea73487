import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createLogger } from './logger.js';

const SAID = 'kanari';

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

/** What quotes in its message, or carries with it, what somebody wrote. */
const ERRORS: readonly [what: string, error: Error][] = [
  ['JSON that is cut off', thrown(() => JSON.parse(`{"name": "${SAID}`))],
  ['JSON that is none', thrown(() => JSON.parse(SAID))],
  ['a key that nobody knows', thrown(() => z.strictObject({}).parse({ [SAID]: 1 }))],
  [
    'a row that the database refuses',
    Object.assign(new Error(`duplicate key ${SAID}`), {
      severity: 'ERROR',
      code: '23505',
      detail: `Key (value)=(${SAID}) already exists.`,
      where: SAID,
    }),
  ],
  [
    "TypeORM's error with its query",
    Object.assign(new Error(SAID), {
      name: 'QueryFailedError',
      query: SAID,
      parameters: [SAID],
      driverError: { detail: SAID },
    }),
  ],
  ['a cause', new Error('it did not work', { cause: new Error(SAID) })],
];

describe('R15 nothing personal in the log', () => {
  test.each(ERRORS)('of %s the kind and the place are logged, not the words', (_, error) => {
    const lines: string[] = [];
    const logger = createLogger('test', { destination: { write: (line) => lines.push(line) } });
    logger.error({ err: error }, 'it went wrong');
    logger.error({ error }, 'it went wrong');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toContain(SAID);
      expect(line).toContain('logger.test');
    }
  });

  test('what hangs on a line by mistake is cut out', () => {
    const lines: string[] = [];
    const logger = createLogger('test', { destination: { write: (line) => lines.push(line) } });
    logger.info({ name: SAID, phone: SAID, lead: { email: SAID, body: SAID }, id: 7 }, 'a lead');
    expect(lines[0]).not.toContain(SAID);
    expect(lines[0]).toContain('"id":7');
  });
});
