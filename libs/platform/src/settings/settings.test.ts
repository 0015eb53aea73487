import { describe, expect, test } from '@jest/globals';
import {
  deskSettings,
  migrateSettings,
  SettingsError,
  siteSettings,
  workerSettings,
} from './settings.js';

const url = 'postgres://bridgeline_site:pw@127.0.0.1:5432/bridgeline';

describe('settings', () => {
  test('listen on loopback and the documented ports unless told otherwise', () => {
    expect(siteSettings({ SITE_DATABASE_URL: url })).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      production: false,
      trustProxy: false,
    });
    const desk = { DESK_DATABASE_URL: url, AUTH_SECRET: 'x'.repeat(32) };
    expect(deskSettings(desk)).toMatchObject({ host: '127.0.0.1', port: 3001 });
    expect(workerSettings({ WORKER_DATABASE_URL: url })).toMatchObject({ port: 3002 });
  });

  test.each([
    ['SITE_DATABASE_URL', {}, /SITE_DATABASE_URL is not set: set it to an address like postgres:/],
    ['SITE_DATABASE_URL', { SITE_DATABASE_URL: '' }, /SITE_DATABASE_URL is not set/],
    ['SITE_DATABASE_URL', { SITE_DATABASE_URL: 'mysql://a' }, /SITE_DATABASE_URL is not usable/],
    [
      'SITE_PORT',
      { SITE_DATABASE_URL: url, SITE_PORT: 'abc' },
      /SITE_PORT is not usable: set a port/,
    ],
    ['SITE_PORT', { SITE_DATABASE_URL: url, SITE_PORT: '70000' }, /SITE_PORT is not usable/],
    [
      'LOG_LEVEL',
      { SITE_DATABASE_URL: url, LOG_LEVEL: 'loud' },
      /LOG_LEVEL is not usable: set one of/,
    ],
    [
      'PUBLIC_URL',
      { SITE_DATABASE_URL: url, PUBLIC_URL: 'help.example' },
      /PUBLIC_URL is not usable/,
    ],
  ])('a wrong %s fails with a sentence that says what to set', (_name, env, sentence) => {
    expect(() => siteSettings(env)).toThrow(SettingsError);
    expect(() => siteSettings(env)).toThrow(sentence);
  });

  test('a wrong value is not repeated in the sentence: it may be a secret', () => {
    expect(() => siteSettings({ SITE_DATABASE_URL: 'hunter2' })).not.toThrow(/hunter2/);
  });

  test('R4 the site knows nothing of other processes, whatever its environment holds', () => {
    const env = {
      SITE_DATABASE_URL: url,
      DESK_DATABASE_URL: 'postgres://desk-canary',
      WORKER_DATABASE_URL: 'postgres://worker-canary',
      DATABASE_URL: 'postgres://owner-canary',
      AUTH_SECRET: 'auth-canary-auth-canary-auth-canary',
      SMTP_URL: 'smtp://mail-canary',
    };
    expect(JSON.stringify(siteSettings(env))).not.toMatch(/canary/);
  });

  test('the desk refuses to start without a secret long enough', () => {
    const env = { DESK_DATABASE_URL: url, AUTH_SECRET: 'short' };
    expect(() => deskSettings(env)).toThrow(/AUTH_SECRET is not usable: set it to 32 or more/);
  });

  test('a proxy is trusted by number of hops or by address', () => {
    const trust = (text: string) =>
      siteSettings({ SITE_DATABASE_URL: url, TRUST_PROXY: text }).trustProxy;
    expect([trust('1'), trust('10.0.0.0/8'), trust('0'), trust('')]).toEqual([
      1,
      '10.0.0.0/8',
      false,
      false,
    ]);
  });

  test('the roles get the passwords of their addresses unless given apart', () => {
    const env = {
      DATABASE_URL: url,
      SITE_DATABASE_URL: 'postgres://bridgeline_site:a%2Fb@h/d',
      MIGRATE_DESK_PASSWORD: 'apart',
    };
    expect(migrateSettings(env).passwords).toEqual({
      site: 'a/b',
      desk: 'apart',
      worker: undefined,
    });
  });
});
