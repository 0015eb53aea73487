// npm run access: writes docs/access.md anew from what the routes declare. Needs no database.
import { register } from 'node:module';
import { writeFile } from 'node:fs/promises';

register('../native/hooks.mjs', import.meta.url);
const { accessTableOfDesk } = await import('./access-of-desk.ts');
await writeFile(new URL('../../docs/access.md', import.meta.url), await accessTableOfDesk());
