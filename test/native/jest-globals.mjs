// What tests import from '@jest/globals' when they run in bare Node.
export const { expect, jest, test, it, describe, beforeAll, afterAll, beforeEach, afterEach } =
  globalThis;
