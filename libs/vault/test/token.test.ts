import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  capabilityDigest,
  capabilityFromToken,
  humanReference,
  isToken,
  newToken,
  openCapability,
  sealToCapability,
  tokenFromKey,
} from '#vault';

const secret = Buffer.alloc(32, 7);

describe('a token', () => {
  it('is 26 characters of lower-case Crockford base32, new each time, using the whole alphabet', () => {
    const tokens = Array.from({ length: 500 }, newToken);
    expect(tokens.every(isToken)).toBe(true);
    expect(new Set(tokens).size).toBe(500);
    expect(new Set(tokens.join('')).size).toBe(32);
  });

  it.each([
    ['', false],
    ['0123456789abcdefghjkmnpqrs', true],
    ['0123456789abcdefghjkmnpqr', false],
    ['0123456789abcdefghjkmnpqrst', false],
    ['0123456789ABCDEFGHJKMNPQRS', false],
    ['0123456789abcdefghijkmnpqr', false],
    ['0123456789abcdefghlkmnpqrs', false],
    ['0123456789abcdefghokmnpqrs', false],
    ['0123456789abcdefghukmnpqrs', false],
    ['0123456789abcdefghjkmnpqrs\n', false],
  ])('%j is one: %s', (text, expected) => {
    expect(isToken(text)).toBe(expected);
  });

  it('from an idempotency key is the same for the same key, scope and secret alone (R2)', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (scope, key, other) => {
        fc.pre(other !== key && other !== scope);
        const token = tokenFromKey(secret, scope, key);
        expect(isToken(token)).toBe(true);
        expect(tokenFromKey(secret, scope, key)).toBe(token);
        expect(tokenFromKey(secret, scope, other)).not.toBe(token);
        expect(tokenFromKey(secret, other, key)).not.toBe(token);
        expect(tokenFromKey(Buffer.alloc(32, 8), scope, key)).not.toBe(token);
      }),
    );
  });

  it('keeps scope and key apart', () => {
    expect(tokenFromKey(secret, 'a', 'bc')).not.toBe(tokenFromKey(secret, 'ab', 'c'));
  });

  it('gives a reference that a person can read out, and that says nothing of the token', () => {
    const token = newToken();
    const reference = humanReference(token);
    expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(humanReference(token)).toBe(reference);
    expect(token.toUpperCase()).not.toContain(reference.slice(0, 4));
    expect(humanReference(newToken())).not.toBe(reference);
  });
});

describe('a capability', () => {
  it('opens with its token what was sealed to its public key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (array) => {
        const token = newToken();
        const plaintext = Buffer.from(array);
        const sealed = sealToCapability(capabilityFromToken(token).publicKey, plaintext);
        expect(openCapability(token, sealed).equals(plaintext)).toBe(true);
      }),
    );
  });

  it('is closed to every other token', () => {
    const sealed = sealToCapability(
      capabilityFromToken(newToken()).publicKey,
      Buffer.from('hello'),
    );
    expect(() => openCapability(newToken(), sealed)).toThrow(
      expect.objectContaining({ code: 'wrong_key' }),
    );
  });

  it('refuses what was never sealed', () => {
    expect(() => openCapability(newToken(), Buffer.from('hello'))).toThrow(
      expect.objectContaining({ code: 'tampered' }),
    );
  });

  it('finds its row by a digest that is not the public key', () => {
    const token = newToken();
    const { digest, publicKey } = capabilityFromToken(token);
    expect(digest).toHaveLength(32);
    expect(publicKey).toHaveLength(32);
    expect(capabilityDigest(token).equals(digest)).toBe(true);
    expect(digest.equals(publicKey)).toBe(false);
  });

  it('stays what it is from release to release: links in e-mails live for months', () => {
    const { digest, publicKey } = capabilityFromToken('0123456789abcdefghjkmnpqrs');
    expect([digest.toString('hex'), publicKey.toString('hex')]).toMatchSnapshot();
    expect(humanReference('0123456789abcdefghjkmnpqrs')).toMatchSnapshot();
    expect(tokenFromKey(secret, 'help-request', 'key')).toMatchSnapshot();
  });
});
