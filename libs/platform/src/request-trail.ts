import { AsyncLocalStorage } from 'node:async_hooks';

const trail = new AsyncLocalStorage<string>();

/** Runs `work`, and whatever it waits for, as part of the web request `id`. */
export function inRequest<T>(id: string, work: () => T): T {
  return trail.run(id, work);
}

/** The web request that is being answered here; undefined outside of one. */
export function currentRequest(): string | undefined {
  return trail.getStore();
}
