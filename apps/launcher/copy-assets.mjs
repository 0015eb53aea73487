// Puts styles, pictures, texts and data beside the compiled code, as a start does: `npm run build` calls it.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyAssets } from './build.mjs';

copyAssets(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));
