// Runs our tests for Stryker in one warm process of bare Node, as jest-light-runner does: a mutant that is met while
// tests run costs the tests that meet it, and only one that is met while modules load has them loaded anew.
import { register } from 'node:module';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where Stryker's changed code keeps what is switched on, and what was met. */
const NAMESPACE = '__stryker__';
const switches = () => (globalThis[NAMESPACE] ??= {});

class NativeRunner {
  static inject = ['options'];
  #options;
  #circus;
  #snapshots;
  #tests = [];
  #loads = 0;

  constructor(options) {
    this.#options = options;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const at = (path) => pathToFileURL(join(process.cwd(), path)).href;
    await import(at('test/native/set-up.mjs'));
    // Asked before the hooks of the set-up, which know where our modules are.
    register(at('test/mutation/fresh-modules.mjs'));
    await import(at('node_modules/jest-light-runner/src/global-setup.js'));
    // The same few examples each time, and no property for long: mutants are many.
    const { default: fc } = await import('fast-check');
    fc.configureGlobal({ numRuns: 15, seed: 42, interruptAfterTimeLimit: 150 });
    this.#circus = await import(at('node_modules/jest-circus/build/index.mjs'));
    this.#snapshots = await import(at('node_modules/jest-snapshot/build/index.mjs'));
  }

  async dryRun() {
    await this.#load();
    const tests = [];
    for (const test of this.#tests) {
      switches().currentTestId = test.id;
      const began = performance.now();
      const failure = await test.run();
      const timeSpentMs = performance.now() - began;
      test.took = timeSpentMs;
      tests.push({
        id: test.id,
        name: test.id,
        timeSpentMs,
        ...(failure ? { status: 1, failureMessage: failure } : { status: 0 }),
      });
    }
    switches().currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: switches().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    Object.assign(switches(), { hitCount: 0, hitLimit, activeMutant: undefined });
    if (mutantActivation === 'static') switches().activeMutant = activeMutant.id;
    if (reloadEnvironment || this.#tests.length === 0) {
      try {
        await this.#load();
      } catch (error) {
        return {
          status: 'killed',
          killedBy: ['loading'],
          failureMessage: String(error),
          nrOfTests: 0,
        };
      }
    }
    switches().activeMutant = activeMutant.id;
    const wanted = testFilter && new Set(testFilter);
    const chosen = this.#tests.filter(({ id }) => !wanted || wanted.has(id));
    // What is quick is asked first: one that fails is enough.
    chosen.sort((one, other) => (one.took ?? 0) - (other.took ?? 0));
    let ran = 0;
    for (const test of chosen) {
      ran += 1;
      const failure = await test.run();
      if (hitLimit && switches().hitCount > hitLimit) return { status: 'timeout' };
      if (failure) {
        return { status: 'killed', killedBy: [test.id], failureMessage: failure, nrOfTests: ran };
      }
    }
    return { status: 'survived', nrOfTests: ran };
  }

  async #load() {
    this.#loads += 1;
    const took = new Map(this.#tests.map((test) => [test.id, test.took]));
    this.#tests = [];
    for (const file of await this.#files()) {
      this.#circus.resetState();
      await import(`${pathToFileURL(file).href}?fresh=${this.#loads}`);
      const state = this.#snapshotState(file);
      this.#collect(this.#circus.getState().rootDescribeBlock, [basename(file)], [], {
        file,
        state,
      });
    }
    for (const test of this.#tests) test.took = took.get(test.id);
  }

  async #files() {
    const found = [];
    for (const { folder, names } of this.#options.native.tests) {
      const all = await readdir(join(process.cwd(), folder), { recursive: true });
      found.push(
        ...all
          .filter((name) => names.some((part) => name.includes(part)) && name.endsWith('.test.ts'))
          .map((name) => join(process.cwd(), folder, name)),
      );
    }
    return found.toSorted();
  }

  #snapshotState(file) {
    const path = join(dirname(file), '__snapshots__', `${basename(file)}.snap`);
    return new this.#snapshots.SnapshotState(path, {
      updateSnapshot: 'none',
      snapshotFormat: { escapeString: false, printBasicPrototype: false },
    });
  }

  #collect(block, names, hooks, { file, state }) {
    const own = [...hooks, ...block.hooks];
    for (const child of block.children) {
      const path = [...names, child.name];
      if (child.mode === 'skip' || child.mode === 'todo') continue;
      if (child.type === 'describeBlock') this.#collect(child, path, own, { file, state });
      else
        this.#tests.push({
          id: path.join(' '),
          run: () => this.#run(child.fn, path, own, { file, state }),
        });
    }
  }

  /** What it failed with; undefined: it passed. Hooks run around every test: pure tests can take it. */
  async #run(test, path, hooks, { file, state }) {
    const { expect } = globalThis;
    const name = path.slice(1).join(' ');
    expect.setState({
      snapshotState: state,
      testPath: file,
      currentTestName: name,
      suppressedErrors: [],
    });
    try {
      for (const { fn } of hooks.filter(({ type }) => type.startsWith('before'))) await fn();
      await test();
      const [missed] = expect.getState().suppressedErrors;
      if (missed) throw missed;
    } catch (error) {
      return String(error?.stack ?? error);
    } finally {
      for (const { fn } of hooks.filter(({ type }) => type.startsWith('after'))) await fn();
    }
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'native', injectableClass: NativeRunner },
];
