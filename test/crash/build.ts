import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Beside the packages, which the compiled files then find. */
const caches = join(root, 'node_modules', '.cache');

/**
 * Compiles the given folders as they are now into a place of the test's own, so that real processes
 * can be started from it without a build. Gives the folder that stands for the repository's root.
 */
export async function buildProcesses(folders: readonly string[]): Promise<string> {
  mkdirSync(caches, { recursive: true });
  const cache = mkdtempSync(join(caches, 'bridgeline-crash-'));
  const imports = { '#*': './dist/libs/*/src/index.js' };
  writeFileSync(join(cache, 'package.json'), JSON.stringify({ type: 'module', imports }));
  const files = folders.flatMap((folder) => filesOf(join(root, folder)));
  await Promise.all(files.map((file) => compile(file, cache)));
  return cache;
}

/** Deletes what {@link buildProcesses} made. */
export function removeBuild(built: string): void {
  rmSync(built, { recursive: true, force: true });
}

async function compile(file: string, cache: string): Promise<void> {
  const target = join(cache, 'dist', relative(root, file));
  mkdirSync(dirname(target), { recursive: true });
  if (!/\.tsx?$/.test(file)) return cpSync(file, target);
  const { code } = await transformFile(file, {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: true, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic' },
      },
    },
    module: { type: 'es6' },
    sourceMaps: false,
    swcrc: false,
  });
  writeFileSync(target.replace(/\.tsx?$/, '.js'), code);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesOf(path);
    return /\.(test|spec)\.tsx?$|\.d\.ts$/.test(entry.name) ? [] : [path];
  });
}
