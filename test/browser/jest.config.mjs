import { swcOptions } from '../native/swc-options.mjs';

/**
 * The browser suite runs on jest's own runner, which can tell a story again (again.mjs).
 * @type {import('jest').Config}
 */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swcOptions] },
  moduleNameMapper: {
    '^#([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/browser/house-start.mjs',
  globalTeardown: '<rootDir>/test/browser/house-stop.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/browser/again.mjs'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
