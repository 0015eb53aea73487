// Runs once in each worker, before its first test file.
import { register } from 'node:module';
import { addEventHandler } from 'jest-circus';

/** How long a test or a hook may take that does not say so itself. */
const LIMIT = 20_000;

register('./hooks.mjs', import.meta.url);
process.setSourceMapsEnabled(true);

// Properties are tried with other values each time, but where one seed is asked for: the same tree, the same verdict.
const seed = process.env.BRIDGELINE_SEED;
if (seed) (await import('fast-check')).configureGlobal({ seed: Number(seed) });

// The runner gives tests all the time in the world: here each gets the limit that jest would give it.
addEventHandler((event, { currentDescribeBlock: block }) => {
  if (event.name === 'add_test') limit(block.children.at(-1), event.timeout ?? LIMIT);
  if (event.name === 'add_hook') limit(block.hooks.at(-1), event.timeout ?? LIMIT);
});

function limit(work, ms) {
  const { fn } = work;
  if (!fn) return;
  work.fn = async () => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms.`)), ms);
    });
    try {
      await Promise.race([fn(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
