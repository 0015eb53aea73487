import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import sodium from 'sodium-native';
import {
  newSealingKeyPair,
  openSealed,
  sealedKeyId,
  type SealingKeyPair,
  sealTogether,
  sealToPublicKey,
  VaultError,
} from '#vault';

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

/** As payloads were sealed before they were sealed together. */
function inABox({ keyId, publicKey }: SealingKeyPair, plaintext: Buffer): Buffer {
  const box = Buffer.alloc(plaintext.length + sodium.crypto_box_SEALBYTES);
  sodium.crypto_box_seal(box, plaintext, publicKey);
  return Buffer.concat([Buffer.from([1, keyId.length]), Buffer.from(keyId), box]);
}

describe('payloads that are sealed together', () => {
  it('each open by themselves, in their order, and share no nonce', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 12 }), (plaintexts) => {
        const sealed = sealTogether(pair, plaintexts);
        expect(sealed.map((one) => openSealed(pair, one))).toEqual(plaintexts);
        const nonces = sealed.map((one) => one.subarray(84, 108).toString('hex'));
        expect(new Set(nonces).size).toBe(plaintexts.length);
      }),
    );
  });

  it('do not open when the key of another group stands before them', () => {
    const [first, second] = [
      sealToPublicKey(pair, Buffer.from('a')),
      sealToPublicKey(pair, Buffer.from('b')),
    ];
    const mixed = Buffer.concat([first.subarray(0, 84), second.subarray(84)]);
    expect(codeOf(() => openSealed(pair, mixed))).toBe('tampered');
  });
});

describe('a payload sealed in a box of its own, as they were once', () => {
  it('opens still', () => {
    const old = inABox(pair, Buffer.from('help'));
    expect(sealedKeyId(old)).toBe('s1');
    expect(openSealed(pair, old).toString()).toBe('help');
  });

  it('does not open when a byte was changed, or as the other sort', () => {
    const old = inABox(pair, Buffer.from('help me, and a hundred bytes more of it'.repeat(4)));
    const other = Buffer.concat([Buffer.from([2]), old.subarray(1)]);
    const changed = Buffer.from(old);
    changed[60] = (changed[60] ?? 0) ^ 1;
    expect(codeOf(() => openSealed(pair, other))).toBe('tampered');
    expect(codeOf(() => openSealed(pair, changed))).toBe('tampered');
  });
});

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
