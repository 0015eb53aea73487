/**
 * What sealing, capability links, field encryption and blind indexes cost, per operation, on one core.
 * Usage: npm run build:server && node bench/seal.mjs [payload bytes, default 2048]
 */
import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { performance } from 'node:perf_hooks';
import {
  capabilityFromToken,
  humanReference,
  newKeyRing,
  newToken,
  openCapability,
  openSealed,
  sealToCapability,
  sealTogether,
  sealToPublicKey,
  tokenFromKey,
  Vault,
} from '../dist/libs/vault/src/index.js';

const SIZE = Number(process.argv[2] ?? 2048);
const ROUNDS = 2000;
const REPEATS = 5;

const payload = randomBytes(SIZE);
const ring = newKeyRing();
const vault = new Vault(ring);
const [vaultPair] = ring.sealing.keys;
const sixteen = Array.from({ length: 16 }, () => payload);
const key = vault.sealingKey;
const sealed = vault.seal(payload);
const token = newToken();
const capability = capabilityFromToken(token);
const rendering = sealToCapability(capability.publicKey, payload);
const secret = randomBytes(32);
const ref = { table: 'person', column: 'name_enc', id: '0192f8a0-0000-7000-8000-000000000000' };
const field = vault.encrypt(ref, 'Maria Lopez');

const recipient = generateKeyPairSync('x25519');
const recipientKey = createPublicKey(recipient.privateKey);
const recipientRaw = recipientKey.export({ type: 'spki', format: 'der' }).subarray(-32);

/** The same job with Node's own crypto: ephemeral X25519, HKDF-SHA256, AES-256-GCM. */
function sealWithNode() {
  const ephemeral = generateKeyPairSync('x25519');
  const ephemeralRaw = ephemeral.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipientKey });
  const salt = Buffer.concat([ephemeralRaw, recipientRaw]);
  const sealKey = Buffer.from(hkdfSync('sha256', shared, salt, 'seal', 44));
  const cipher = createCipheriv('aes-256-gcm', sealKey.subarray(0, 32), sealKey.subarray(32));
  return Buffer.concat([ephemeralRaw, cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
}

const cases = [
  ['seal a payload by itself', () => sealToPublicKey(key, payload)],
  ['seal sixteen payloads together', () => sealTogether(key, sixteen)],
  ['seal a payload (node:crypto X25519+HKDF+GCM)', sealWithNode],
  ['open a payload by itself', () => openSealed(vaultPair, sealed)],
  ['open the next of those sealed together', () => vault.open(sealed)],
  ['token from an idempotency key', () => tokenFromKey(secret, 'help-request', 'key')],
  ['capability from a token', () => capabilityFromToken(token)],
  ['human reference', () => humanReference(token)],
  [
    'hot path: token, capability, reference, seal',
    () => {
      const mine = newToken();
      capabilityFromToken(mine);
      humanReference(mine);
      sealToPublicKey(key, payload);
    },
  ],
  ['seal a rendering to a capability', () => sealToCapability(capability.publicKey, payload)],
  ['open a rendering', () => openCapability(token, rendering)],
  ['encrypt a field', () => vault.encrypt(ref, 'Maria Lopez')],
  ['decrypt a field', () => vault.decrypt(ref, field)],
  ['blind index of a phone', () => vault.digests('phone', '+15551234567')],
];

console.log(`payload ${SIZE} bytes; ms per operation: best and median of ${REPEATS} × ${ROUNDS}`);
for (const [name, work] of cases) {
  for (let round = 0; round < 300; round += 1) work();
  const times = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const start = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) work();
    times.push((performance.now() - start) / ROUNDS);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(48)} ${times[0].toFixed(4)}  ${times[2].toFixed(4)}`);
}
