/**
 * Flags of Node for each program. Under load a program makes much that lives as long as one group of requests: in a young
 * generation of 16 MB, Node's own size, it is copied twice before it is let go of (docs/decisions/0004).
 */
const FLAGS = { worker: ['--max-semi-space-size=64'] };

/** The flags that the program `name` (site, desk, worker) is started with. */
export function nodeFlags(name) {
  return FLAGS[name] ?? [];
}
