import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { newSealingKeyPair, openSealed, sealedKeyId, sealToPublicKey, VaultError } from '#vault';

const bytes = fc.uint8Array({ maxLength: 2000 }).map((array) => Buffer.from(array));
const pair = newSealingKeyPair('s1');

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof VaultError ? error.code : String(error);
  }
  return 'nothing thrown';
}

describe('a sealed payload', () => {
  it('opens to what was sealed, and never twice looks the same', () => {
    fc.assert(
      fc.property(bytes, (plaintext) => {
        const sealed = sealToPublicKey(pair, plaintext);
        expect(openSealed(pair, sealed).equals(plaintext)).toBe(true);
        expect(sealToPublicKey(pair, plaintext).equals(sealed)).toBe(false);
      }),
    );
  });

  it('shows nothing of what was sealed', () => {
    const canary = Buffer.from('Canary-Quixote-5551234567');
    expect(sealToPublicKey(pair, canary).includes(canary.subarray(0, 6))).toBe(false);
  });

  it('says which key it was sealed to', () => {
    expect(sealedKeyId(sealToPublicKey(pair, Buffer.from('x')))).toBe('s1');
  });

  it('does not open after any one bit was turned', () => {
    const sealed = sealToPublicKey(pair, Buffer.from('help'));
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const turned = Buffer.from(sealed);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(['tampered', 'unknown_key']).toContain(codeOf(() => openSealed(pair, turned)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([1])],
    ['another version', Buffer.concat([Buffer.from([9]), Buffer.alloc(100)])],
    ['a key id longer than the rest', Buffer.from([1, 255, 1, 2, 3])],
    ['an empty key id', Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(100)])],
  ])('refuses %s as tampered', (_, value) => {
    expect(codeOf(() => openSealed(pair, value))).toBe('tampered');
  });

  it('tells another id from another key under the same id', () => {
    const sealed = sealToPublicKey(pair, Buffer.from('help'));
    expect(codeOf(() => openSealed(newSealingKeyPair('s2'), sealed))).toBe('unknown_key');
    expect(codeOf(() => openSealed(newSealingKeyPair('s1'), sealed))).toBe('tampered');
  });
});
