// Node's module hooks for tests: TypeScript from source, `#leads` as libs/leads/src/index.ts, and
// the tests' `@jest/globals`. What swc made of a file is kept by the file's content.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';
import { swcOptions } from './swc-options.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kept = join(root, 'node_modules', '.cache', 'native-tests');
const globals = new URL('./jest-globals.mjs', import.meta.url).href;
const options = JSON.stringify(swcOptions);

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
  if (specifier.startsWith('#') && !context.parentURL?.includes('/node_modules/')) {
    return source(join(root, 'libs', specifier.slice(1), 'src', 'index.ts'));
  }
  if (specifier.startsWith('.') && context.parentURL?.startsWith('file:')) {
    // `./lead.js` as Node wants it, or `./lead` as the dashboard's bundler lets one write.
    const bare = fileURLToPath(new URL(specifier.replace(/\.js$/, ''), context.parentURL));
    for (const ending of ['.ts', '.tsx']) {
      if (existsSync(bare + ending)) return source(bare + ending);
    }
  }
  return next(specifier, context);
}

const source = (path) => ({ url: pathToFileURL(path).href, format: 'module', shortCircuit: true });

export async function load(url, context, next) {
  const [bare] = url.split('?');
  if (!/\.tsx?$/.test(bare) || bare.includes('/node_modules/')) return next(url, context);
  return { format: 'module', source: await compiled(fileURLToPath(bare)), shortCircuit: true };
}

async function compiled(path) {
  const code = await readFile(path, 'utf8');
  const key = createHash('sha1').update(options).update(path).update(code).digest('hex');
  const file = join(kept, key);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const made = await transform(code, { ...swcOptions, filename: path });
  await mkdir(kept, { recursive: true });
  // Another worker may be making the same file: a whole one takes its place at once.
  const partly = `${file}.${randomUUID()}`;
  await writeFile(partly, made.code);
  await rename(partly, file);
  return made.code;
}
