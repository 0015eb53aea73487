/** The browser suite, the crash suite and the canary sweep have runs of their own. */
const apart = ['<rootDir>/test/browser/'];
if (!process.env.BRIDGELINE_CRASH_REQUESTS) apart.push('<rootDir>/test/crash/');
if (!process.env.BRIDGELINE_CANARY) apart.push('<rootDir>/test/canary/');

/** @type {import('jest').Config} */
export default {
  // Bare Node, one module cache a worker: loading Nest and TypeORM anew for each file took half the time.
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/test/native/set-up.mjs'],
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', ...apart],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/postgres-start.mjs',
  globalTeardown: '<rootDir>/test/postgres-stop.mjs',
  maxWorkers: 2,
};
