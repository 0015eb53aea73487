import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  bodyDigest,
  type FieldRef,
  type KeyRing,
  newKeyRing,
  newSealingKeyPair,
  sealTogether,
  Vault,
  withNewKey,
  withVaultShut,
} from '#vault';

const ring = newKeyRing();
const vault = new Vault(ring);
const ref: FieldRef = { table: 'person', column: 'name_enc', id: 'row-1' };
const tampered = expect.objectContaining({ code: 'tampered' });
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('a vault that is shut for somebody (R7)', () => {
  const shut = expect.objectContaining({ code: 'shut' });
  const name = vault.encrypt(ref, 'Ada');
  const bytes = vault.encryptBytes(ref, Buffer.from('Ada'));
  const view = { table: 'saved_view', column: 'filter_enc', id: 'row-1' };
  const filter = vault.encrypt(view, '{}');
  const open = new Set(['saved_view']);

  it('opens nothing in any way but what stays open', () => {
    withVaultShut(open, () => {
      expect(() => vault.decrypt(ref, name)).toThrow(shut);
      expect(() => vault.decryptNullable(ref, name)).toThrow(shut);
      expect(() => vault.decryptJson(ref, name)).toThrow(shut);
      expect(() => vault.decryptBytes(ref, bytes)).toThrow(shut);
      expect(() => vault.open(vault.seal(Buffer.from('Ada')))).toThrow(shut);
      expect(vault.decrypt(view, filter)).toBe('{}');
      expect(vault.decryptNullable(ref, null)).toBeNull();
    });
    expect(vault.decrypt(ref, name)).toBe('Ada');
  });

  it('is shut through whatever is waited for, and for nobody else meanwhile', async () => {
    const turns: string[] = [];
    const read = async (who: string) => {
      for (let n = 0; n < 5; n += 1) {
        await new Promise(setImmediate);
        try {
          turns.push(`${who} ${vault.decrypt(ref, name)}`);
        } catch {
          turns.push(`${who} nothing`);
        }
      }
    };
    await Promise.all([withVaultShut(open, () => read('auditor')), read('agent')]);
    expect(new Set(turns)).toEqual(new Set(['auditor nothing', 'agent Ada']));
    expect(turns).toHaveLength(10);
  });
});

describe('an encrypted field (R5)', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(text, (value) => {
        const sealed = vault.encrypt(ref, value);
        expect(sealed).toMatch(/^v1\.[a-z0-9-]+\.[\w-]+$/);
        expect(vault.decrypt(ref, sealed)).toBe(value);
      }),
    );
  });

  it('shows no canary, not even encoded', () => {
    const canary = 'Canary Quixote 555-123-4567';
    const sealed = vault.encrypt(ref, canary);
    const raw = Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1');
    for (const form of [canary, Buffer.from(canary).toString('base64url'), 'Quixote', '4567']) {
      expect(sealed).not.toContain(form);
      expect(raw).not.toContain(form);
    }
  });

  it('is another ciphertext each time', () => {
    expect(vault.encrypt(ref, 'same')).not.toBe(vault.encrypt(ref, 'same'));
  });

  it.each([
    ['table', { ...ref, table: 'lead' }],
    ['column', { ...ref, column: 'dob_enc' }],
    ['row', { ...ref, id: 'row-2' }],
    ['split of the names', { table: 'personname_enc', column: '', id: 'row-1' }],
  ])('does not open at another %s: swapped values fail', (_, other) => {
    expect(() => vault.decrypt(other, vault.encrypt(ref, 'Ann'))).toThrow(tampered);
  });

  it('does not open after any one character was changed', () => {
    const sealed = vault.encrypt(ref, 'Ann Example');
    fc.assert(
      fc.property(
        fc.nat(sealed.length - 1),
        fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'),
        (at, char) => {
          fc.pre(sealed[at] !== char);
          const changed = sealed.slice(0, at) + char + sealed.slice(at + 1);
          expect(() => vault.decrypt(ref, changed)).toThrow(
            expect.objectContaining({ name: 'VaultError' }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['', 'Ann', 'v1.', 'v1..', 'v2.f1.AAAA', 'v1.f1.AAAA.BBBB'])(
    'refuses %j, which is no encrypted value',
    (value) => {
      expect(() => vault.decrypt(ref, value)).toThrow(tampered);
    },
  );

  it('refuses a value too short for its tag', () => {
    expect(() => vault.decrypt(ref, `v1.${ring.field.current}.AAAA`)).toThrow(tampered);
  });

  it('lets null through, and nothing else', () => {
    expect(vault.encryptNullable(ref, null)).toBeNull();
    expect(vault.encryptNullable(ref, undefined)).toBeNull();
    expect(vault.decryptNullable(ref, null)).toBeNull();
    expect(vault.decryptNullable(ref, vault.encryptNullable(ref, ''))).toBe('');
  });

  it('carries JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const opened = vault.decryptJson(ref, vault.encryptJson(ref, value));
        expect(opened).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(() => vault.encryptJson(ref, undefined)).toThrow(TypeError);
  });
});

describe('a blind index', () => {
  it('finds the same value of the same kind, and nothing else', () => {
    const of = (purpose: string, value: string) => vault.digests(purpose, value)[0]?.digest;
    expect(of('phone', '+15551234567')).toEqual(of('phone', '+15551234567'));
    expect(of('phone', '+15551234567')).not.toEqual(of('phone', '+15551234568'));
    expect(of('phone', '+15551234567')).not.toEqual(of('email', '+15551234567'));
    expect(of('name', 'x')).not.toEqual(of('namex', ''));
    expect(of('phone', '+15551234567')).toHaveLength(16);
  });

  it('means nothing without the key', () => {
    const other = new Vault(newKeyRing());
    expect(other.digests('phone', '+1')[0]?.digest).not.toEqual(
      vault.digests('phone', '+1')[0]?.digest,
    );
  });
});

describe('rotation while running (R5)', () => {
  it('writes with the new field key and reads both', () => {
    const old = vault.encrypt(ref, 'Ann');
    const next = new Vault(withNewKey(ring, 'field'));
    expect(next.decrypt(ref, old)).toBe('Ann');
    expect(next.isCurrent(old)).toBe(false);
    expect(next.isCurrent(next.encrypt(ref, 'Ann'))).toBe(true);
    expect(() => vault.decrypt(ref, next.encrypt(ref, 'Ann'))).toThrow(
      expect.objectContaining({ code: 'unknown_key' }),
    );
  });

  it('writes and looks up by both index keys, the new one first, until the old one is retired', () => {
    const both = withNewKey(ring, 'index');
    const found = new Vault(both).digestsForLookup('phone', '+1');
    expect(found.map(({ keyId }) => keyId)).toEqual([both.index.current, ring.index.current]);
    expect(found[1]).toEqual(vault.digests('phone', '+1')[0]);
    expect(new Vault(both).digests('phone', '+1')).toEqual(found);
    const retired: KeyRing = {
      ...both,
      index: {
        ...both.index,
        keys: both.index.keys.map((key) => ({ ...key, retired: key.keyId !== both.index.current })),
      },
    };
    expect(new Vault(retired).digests('phone', '+1')).toEqual(found.slice(0, 1));
  });

  it('opens payloads sealed to the old key and seals to the new one', () => {
    const sealed = vault.seal(Buffer.from('help'));
    const rotated = withNewKey(ring, 'sealing');
    const next = new Vault(rotated);
    expect(next.open(sealed).toString()).toBe('help');
    expect(next.sealingKey.keyId).toBe(rotated.sealing.current);
    expect(next.open(next.seal(Buffer.from('again'))).toString()).toBe('again');
  });

  it('opens what was sealed together in any order, beside others, and never with the key of another pair', () => {
    const reader = new Vault(ring);
    const payloads = ['a', 'b', 'c'].map((one) => Buffer.from(one));
    const sealed = sealTogether(vault.sealingKey, payloads);
    const values = [...sealed, vault.seal(Buffer.from('alone')), ...sealed.toReversed()];
    expect(values.map((one) => reader.open(one).toString()).join(' ')).toBe('a b c alone c b a');
    const { current } = ring.sealing;
    reader.useRing({ ...ring, sealing: { current, keys: [newSealingKeyPair(current)] } });
    for (const one of sealed) expect(() => reader.open(one)).toThrow(tampered);
  });

  it('reads the ring again when a value names a key that another process added', () => {
    let stored = ring;
    let reads = 0;
    const running = new Vault(ring, () => {
      reads += 1;
      return stored;
    });
    stored = withNewKey(ring, 'field');
    const value = new Vault(stored).encrypt(ref, 'Ann');
    expect(running.decrypt(ref, value)).toBe('Ann');
    const foreign = new Vault(newKeyRing()).encrypt(ref, 'Ann');
    expect(() => running.decrypt(ref, foreign)).toThrow(
      expect.objectContaining({ code: 'unknown_key' }),
    );
    expect(reads).toBe(1);
  });
});

describe('the digest of a body (R2)', () => {
  it('tells bodies and secrets apart', () => {
    const digest = bodyDigest(Buffer.alloc(32, 1), Buffer.from('{}'));
    expect(digest).toHaveLength(32);
    expect(bodyDigest(Buffer.alloc(32, 1), Buffer.from('{}'))).toEqual(digest);
    expect(bodyDigest(Buffer.alloc(32, 1), Buffer.from('{ }'))).not.toEqual(digest);
    expect(bodyDigest(Buffer.alloc(32, 2), Buffer.from('{}'))).not.toEqual(digest);
  });
});
