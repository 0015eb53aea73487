interface Waiting<Job> {
  job: Job;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** How a gatherer does its jobs. */
export interface GathererOptions<Job> {
  /** Does several, and gives those it has done. Never throws. */
  together: (jobs: readonly Job[]) => Promise<ReadonlySet<Job>>;
  /** Does one. */
  alone: (job: Job) => Promise<void>;
  /** Most jobs in a group. */
  size: number;
  /** Groups at work at the same time. */
  atOnce: number;
  /** A group has ended, and nobody waits to be the next. */
  onRoom?: () => void;
}

/**
 * Does together what waits at the same time. A job that comes alone begins at once; those that come
 * while others are at work make the next group, so that groups grow with the load and nothing waits
 * for company. What could not be done together is done alone, and fails with an error of its own.
 */
export class Gatherer<Job> {
  readonly #waiting: Waiting<Job>[] = [];
  #running = 0;

  constructor(private readonly options: GathererOptions<Job>) {}

  /** Resolves when the job is done; rejects with what it failed with alone. */
  add(job: Job): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#pump();
    });
  }

  /** Whoever comes now has to wait. */
  get isFull(): boolean {
    return this.#running >= this.options.atOnce;
  }

  #pump(): void {
    while (this.#running < this.options.atOnce && this.#waiting.length > 0) {
      this.#running += 1;
      void this.#run(this.#waiting.splice(0, this.options.size)).finally(() => {
        this.#running -= 1;
        this.#pump();
        if (!this.isFull) this.options.onRoom?.();
      });
    }
  }

  async #run(group: readonly Waiting<Job>[]): Promise<void> {
    const { together, alone } = this.options;
    const jobs = group.map(({ job }) => job);
    const done = jobs.length > 1 ? await together(jobs) : new Set<Job>();
    for (const { job, resolve, reject } of group) {
      if (!done.has(job)) await alone(job).then(resolve, reject);
      else resolve();
    }
  }
}
