import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ensureKeyFiles,
  keySource,
  loadKeyRing,
  loadSiteKeys,
  newKeyRing,
  ringToJson,
  siteKeysOf,
  siteKeysToJson,
  Vault,
} from '#vault';

const posix = process.platform === 'win32' ? it.skip : it;
let dataDir: string;
const path = (part: 'ring' | 'site') => join(dataDir, 'keys', part, `${part}.json`);
const folder = (part: 'ring' | 'site') => ({ directory: join(dataDir, 'keys', part) });
const badKeys = (sentence: RegExp) =>
  expect.objectContaining({ code: 'bad_keys', message: expect.stringMatching(sentence) });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bridgeline-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('key files', () => {
  it('are made once, and belong together', () => {
    expect(ensureKeyFiles(dataDir)).toEqual({ created: true });
    const first = readFileSync(path('ring'), 'utf8') + readFileSync(path('site'), 'utf8');
    expect(ensureKeyFiles(dataDir)).toEqual({ created: false });
    expect(readFileSync(path('ring'), 'utf8') + readFileSync(path('site'), 'utf8')).toBe(first);
    const vault = new Vault(loadKeyRing(folder('ring')));
    expect(vault.sealingKey.publicKey).toEqual(loadSiteKeys(folder('site')).sealingPublicKey);
  });

  posix('are the owner’s alone', () => {
    ensureKeyFiles(dataDir);
    for (const part of ['ring', 'site'] as const) {
      expect(statSync(path(part)).mode & 0o777).toBe(0o600);
      expect(statSync(folder(part).directory).mode & 0o777).toBe(0o700);
    }
  });

  it('give the site nothing that opens (R4)', () => {
    ensureKeyFiles(dataDir);
    const site = JSON.parse(readFileSync(path('site'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(site).sort()).toEqual([
      'sealingKeyId',
      'sealingPublicKey',
      'siteSecret',
      'version',
    ]);
    const secrets = readFileSync(path('ring'), 'utf8').match(/"(secretKey|key)": "([^"]+)"/g) ?? [];
    expect(secrets).toHaveLength(3);
    for (const secret of secrets) {
      expect(readFileSync(path('site'), 'utf8')).not.toContain(secret.split('"')[3]);
    }
  });

  posix.each([0o640, 0o604, 0o660])('refuse mode %o with the command that mends it', (mode) => {
    ensureKeyFiles(dataDir);
    chmodSync(path('ring'), mode);
    expect(() => loadKeyRing(folder('ring'))).toThrow(badKeys(/chmod 0600 .*ring\.json/));
  });

  posix('refuse a folder that others may enter', () => {
    ensureKeyFiles(dataDir);
    chmodSync(folder('site').directory, 0o755);
    expect(() => loadSiteKeys(folder('site'))).toThrow(badKeys(/chmod 0700/));
  });

  it('say what to do when they are missing', () => {
    expect(() => loadKeyRing(folder('ring'))).toThrow(
      badKeys(/no keys at .*ring\.json.*npm start/),
    );
  });

  it('are never replaced: a lost ring stops the start', () => {
    ensureKeyFiles(dataDir);
    rmSync(path('ring'));
    expect(() => ensureKeyFiles(dataDir)).toThrow(badKeys(/Restore the ring/));
  });

  it('have a lost site file made again for the same ring', () => {
    ensureKeyFiles(dataDir);
    rmSync(path('site'));
    expect(ensureKeyFiles(dataDir)).toEqual({ created: true });
    const { sealingKeyId } = loadSiteKeys(folder('site'));
    expect(loadKeyRing(folder('ring')).sealing.current).toBe(sealingKeyId);
  });

  it('of two different backups are refused', () => {
    ensureKeyFiles(dataDir);
    writeFileSync(path('site'), siteKeysToJson(siteKeysOf(newKeyRing())));
    expect(() => ensureKeyFiles(dataDir)).toThrow(badKeys(/the same backup/));
  });

  it.each([
    ['no JSON', () => '{'],
    ['an empty object', () => '{}'],
    [
      'a current key that is not there',
      () => ringToJson(newKeyRing()).replace(/"current": "f/, '"current": "g'),
    ],
    ['a short key', () => ringToJson(newKeyRing()).replace(/"key": "[^"]{4}/, '"key": "')],
    ['another version', () => ringToJson(newKeyRing()).replace('"version": 1', '"version": 2')],
  ])('never half load: %s', (_, content) => {
    ensureKeyFiles(dataDir);
    writeFileSync(path('ring'), content());
    expect(() => loadKeyRing(folder('ring'))).toThrow(badKeys(/ring\.json/));
  });
});

describe('keys from the environment', () => {
  it('come as base64 of the same JSON', () => {
    const ring = newKeyRing();
    const BRIDGELINE_KEYS = Buffer.from(ringToJson(ring)).toString('base64');
    expect(loadKeyRing(keySource({ BRIDGELINE_KEYS }, dataDir, 'ring'))).toEqual(ring);
  });

  it('win over folders, a named folder over the data folder', () => {
    expect(keySource({ BRIDGELINE_KEYS: 'x', BRIDGELINE_KEYS_DIR: '/k' }, '/d', 'ring')).toEqual({
      base64: 'x',
    });
    expect(keySource({ BRIDGELINE_KEYS_DIR: '/k' }, '/d', 'ring')).toEqual({ directory: '/k' });
    expect(keySource({}, '/d', 'site')).toEqual({ directory: join('/d', 'keys', 'site') });
  });

  it('of the wrong kind are refused by name', () => {
    const site = siteKeysToJson(siteKeysOf(newKeyRing()));
    const source = { base64: Buffer.from(site).toString('base64') };
    expect(() => loadKeyRing(source)).toThrow(badKeys(/BRIDGELINE_KEYS/));
  });
});
