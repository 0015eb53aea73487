import base from '../../jest.config.mjs';

/** Pure rules only: no database is started for them. */
const { globalSetup: _up, globalTeardown: _down, ...rest } = base;

/** @type {import('jest').Config} */
export default { ...rest, rootDir: '../..', maxWorkers: 1 };
