import house from '../../jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...house,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/browser/house-start.mjs',
  globalTeardown: '<rootDir>/test/browser/house-stop.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/browser/again.mjs'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
