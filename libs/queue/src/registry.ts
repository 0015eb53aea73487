import { type JobDefinition, type JobHandler, jobKey, type JobsHandler } from './job.js';

/** A definition with the handler that stands for it. */
export interface RegisteredJob {
  definition: JobDefinition;
  handler: JobHandler<unknown>;
  /** For jobs that are done in groups. */
  together: JobsHandler<unknown> | undefined;
}

/** The declared jobs and their handlers; a start without exactly one handler for each fails. */
export class JobRegistry {
  readonly #definitions = new Map<string, JobDefinition>();
  readonly #handlers = new Map<string, Pick<RegisteredJob, 'handler' | 'together'>>();

  /** Throws when two definitions share queue and name. */
  constructor(definitions: readonly JobDefinition[]) {
    for (const definition of definitions) {
      const key = jobKey(definition);
      if (this.#definitions.has(key)) throw new Error(`The job ${key} is declared twice.`);
      this.#definitions.set(key, definition);
    }
  }

  /**
   * Gives a declared job its handler, and one for several if they are done in groups. Throws
   * when it isn't declared, or has one already.
   */
  handle<P>(definition: JobDefinition<P>, handler: JobHandler<P>, together?: JobsHandler<P>): this {
    const key = jobKey(definition);
    if (!this.#definitions.has(key))
      throw new Error(`The job ${key} is handled, but not declared.`);
    if (this.#handlers.has(key)) throw new Error(`The job ${key} has two handlers.`);
    if (definition.together > 1 && !together)
      throw new Error(`The job ${key} is done in groups, and nobody does several.`);
    this.#handlers.set(key, {
      handler: handler as JobHandler<unknown>,
      together: together as JobsHandler<unknown> | undefined,
    });
    return this;
  }

  /** Throws, naming them all, when declared jobs have no handler. */
  check(): void {
    const missing = [...this.#definitions.keys()].filter((key) => !this.#handlers.has(key));
    if (missing.length > 0) throw new Error(`No handler for: ${missing.join(', ')}.`);
  }

  definitions(): JobDefinition[] {
    return [...this.#definitions.values()];
  }

  /** Names of the queues that the declared jobs run in. */
  queues(): string[] {
    return [...new Set(this.definitions().map(({ queue }) => queue))];
  }

  find(queue: string, name: string): RegisteredJob | undefined {
    const key = jobKey({ queue, name });
    const definition = this.#definitions.get(key);
    const handlers = this.#handlers.get(key);
    return definition && handlers ? { definition, ...handlers } : undefined;
  }
}
