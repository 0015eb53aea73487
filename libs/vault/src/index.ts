export {
  type Capability,
  capabilityDigest,
  capabilityFromToken,
  openCapability,
  sealToCapability,
} from './capability.js';
export { VaultError, type VaultErrorCode } from './errors.js';
export {
  ensureKeyFiles,
  type KeyPart,
  type KeySource,
  keySource,
  loadKeyRing,
  loadSiteKeys,
  saveKeyRing,
  saveSiteKeys,
  watchKeys,
} from './key-files.js';
export {
  type KeyRing,
  type KeySet,
  newKeyRing,
  ringFromJson,
  ringToJson,
  type SecretKey,
  type SiteKeys,
  siteKeysFromJson,
  siteKeysOf,
  siteKeysToJson,
  withNewKey,
} from './key-ring.js';
export { namePrefixes, nameTokens, nameWords } from './name-tokens.js';
export {
  newSealingKeyPair,
  openSealed,
  type SealingKeyPair,
  type SealingPublicKey,
  sealedKeyId,
  sealTogether,
  sealToPublicKey,
} from './sealed-box.js';
export { withVaultShut } from './shut.js';
export { humanReference, isToken, newToken, tokenFromKey } from './token.js';
export { type BlindDigest, bodyDigest, type FieldRef, Vault } from './vault.js';
export { VaultModule } from './vault.module.js';
