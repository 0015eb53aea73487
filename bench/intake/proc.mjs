/** What Linux says of a process: CPU time and memory. Gives nothing where there is no /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ of every Linux that runs Node: a tick is 10 ms. */
const TICK_MS = 10;

/** Milliseconds of CPU that a process and everything below it have used; ended children included. */
export function cpuMs(pid) {
  return tree(pid).reduce((sum, one) => sum + ownCpuMs(one), 0);
}

/**
 * Memory of one process in megabytes (10^6 bytes): `resident` counts a page that several processes
 * share (Node's own program, above all) in each of them, `own` its share of it.
 */
export function memoryMb(pid) {
  const rollup = read(pid, 'smaps_rollup');
  const of = (name) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0) * 1024) / 1e6;
  return { resident: of('Rss'), own: of('Pss') };
}

/** The ids of a process's children, by a word of their command lines. */
export function childrenOf(pid) {
  return processes().filter(({ parent }) => parent === pid);
}

function tree(pid) {
  const all = processes();
  const found = [pid];
  for (const one of found) {
    found.push(...all.filter(({ parent }) => parent === one).map((child) => child.pid));
  }
  return found;
}

function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const pid = Number(name);
      return { pid, parent: Number(stat(pid)[1] ?? 0), command: read(pid, 'cmdline') };
    });
}

function ownCpuMs(pid) {
  const fields = stat(pid);
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
}

/** The fields after the name, which may hold blanks and brackets itself. */
function stat(pid) {
  const text = read(pid, 'stat');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Empty when the process has ended in between. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
