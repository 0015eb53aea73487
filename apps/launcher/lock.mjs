// One launcher for one data folder.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the lock of a data folder and returns what releases it. A lock whose process is gone
 * (a power cut, kill -9) is taken over; a living one is an Error that says what to do.
 */
export function takeLock(dataDir, say) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'launcher.lock');
  const mine = { pid: process.pid, began: beginningOf(process.pid) };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = read(file);
    if (holder && isRunning(holder)) {
      throw new Error(
        `Bridgeline already runs on ${dataDir} (process ${holder.pid}). ` +
          'Stop it first, or set DATA_DIR to another folder.',
      );
    }
    say('The last start on this data folder was cut off; picking up from there.');
    rmSync(file, { force: true });
  }
  return () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/** Whether a launcher runs on a data folder now. */
export function isTaken(dataDir) {
  const holder = read(join(dataDir, 'launcher.lock'));
  return holder !== undefined && isRunning(holder);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Cut off while it was written, or just released: either way nobody holds it.
    return undefined;
  }
}

function isRunning({ pid, began }) {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  // Process numbers are given out again: the time of its beginning tells whether it is the same.
  const now = beginningOf(pid);
  return now === undefined || began === undefined || now === began;
}

/** When a process began, in the kernel's ticks; known on Linux only. */
function beginningOf(pid) {
  const status = `/proc/${pid}/stat`;
  if (!existsSync(status)) return undefined;
  const text = readFileSync(status, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}
