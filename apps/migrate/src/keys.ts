import { resolve } from 'node:path';
import { ensureKeyFiles, VaultError } from '#vault';

/** Makes the keys of a new installation, and checks that those of an old one belong together. */
try {
  ensureKeyFiles(resolve(process.env.DATA_DIR ?? './data'));
} catch (error) {
  if (!(error instanceof VaultError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
