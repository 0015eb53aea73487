// Starts the three processes, watches over them and stops them.
import { fork, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const SOUND_AFTER = 60_000;
const STOP_PATIENCE = 12_000;

/** A log larger than this is set aside at the next start; bytes. */
const LOG_LIMIT = 20 * 1024 * 1024;

/**
 * One process that comes back when it crashes. `start()` resolves when the process says it is
 * ready and fails, with the end of its log, when it ends before it ever was.
 */
export class Supervised {
  #child;
  #stopping = false;
  #pause = FIRST_PAUSE;
  #timer;

  constructor({ name, script, env, cwd, logFile, say }) {
    Object.assign(this, { name, script, env, cwd, logFile, say });
  }

  get pid() {
    return this.#child?.pid;
  }

  async start() {
    setAsideLargeLog(this.logFile);
    await this.#launch(true);
  }

  #launch(first) {
    const log = openLog(this.logFile);
    const before = statSync(this.logFile).size;
    const began = Date.now();
    const child = fork(this.script, [], {
      cwd: this.cwd,
      env: this.env,
      // A group of its own: a terminal's Ctrl-C reaches the launcher only, which stops in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: [],
    });
    closeSync(log);
    this.#child = child;
    return new Promise((resolve, reject) => {
      let ready = false;
      child.on('message', (message) => {
        if (!message?.ready) return;
        ready = true;
        if (!first) this.say(`The ${this.name} is back.`);
        resolve(undefined);
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        this.#child = undefined;
        if (this.#stopping) return resolve(undefined);
        if (first && !ready) {
          return reject(
            new Error(
              `The ${this.name} did not start (${signal ?? code}).\n${tail(this.logFile, before)}`,
            ),
          );
        }
        this.#comeBack(signal ?? code, began);
        resolve(undefined);
      });
    });
  }

  #comeBack(reason, began) {
    if (Date.now() - began > SOUND_AFTER) this.#pause = FIRST_PAUSE;
    const pause = this.#pause;
    this.#pause = Math.min(pause * 2, LONGEST_PAUSE);
    this.say(
      `The ${this.name} ended unexpectedly (${reason}); starting it again in ${pause / 1000} s. Its log: ${this.logFile}`,
    );
    this.#timer = setTimeout(() => void this.#launch(false), pause);
  }

  async stop() {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    if (child.connected) child.send('stop');
    else child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
    await gone;
    clearTimeout(impatient);
  }

  kill() {
    this.#stopping = true;
    clearTimeout(this.#timer);
    this.#child?.kill('SIGKILL');
  }
}

/** Programs that run to their end and have not yet got there. */
const running = new Map();

/** Ends the programs that are still under way; resolves when they are gone. */
export async function endPrograms() {
  for (const child of running.keys()) child.kill('SIGTERM');
  await Promise.all(running.values());
}

/** Runs a program of ours to its end; resolves with what it printed. */
export function runOnce({ script, args = [], env, cwd, what, show = false }) {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const gone = new Promise((ended) => {
      child.once('close', ended);
    });
    running.set(child, gone);
    void gone.then(() => running.delete(child));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output.trim());
      else reject(new Error(`${what} failed (${signal ?? code}).\n${errors.trim()}`));
    });
  });
}

function openLog(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return openSync(file, 'a', 0o600);
}

function setAsideLargeLog(file) {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
}

function tail(file, from) {
  return readFileSync(file)
    .subarray(from)
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(-12)
    .join('\n');
}
