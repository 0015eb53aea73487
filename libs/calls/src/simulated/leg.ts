import { randomBytes } from 'node:crypto';

/** One browser, or one telephone, in one call: it rings, is answered, is moved elsewhere, is over. */
export class Leg {
  readonly id = `CA${randomBytes(16).toString('hex')}`;
  readonly answered: Promise<void>;
  readonly over: Promise<void>;
  #answer: () => void = () => undefined;
  #end: () => void = () => undefined;
  #isOver = false;
  #isAnswered = false;
  #moved: { promise: Promise<string>; resolve: (url: string) => void } = deferred();

  /**
   * @param to where it was called: a number, or `client:` and a name
   * @param parent the call it is a child of; null for one of its own
   */
  constructor(
    readonly to: string,
    readonly parent: string | null = null,
  ) {
    this.answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** The browser's name; null for a telephone. */
  get identity(): string | null {
    return this.to.startsWith('client:') ? this.to.slice('client:'.length) : null;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Somebody speaks on it. */
  get isOpen(): boolean {
    return this.#isAnswered && !this.#isOver;
  }

  /** Where it is moved next. */
  get moved(): Promise<string> {
    return this.#moved.promise;
  }

  answer(): void {
    if (this.#isOver) return;
    this.#isAnswered = true;
    this.#answer();
  }

  hangUp(): void {
    this.#isOver = true;
    this.#end();
  }

  /** Lets it do what stands at this address from now on. */
  move(url: string): void {
    const { resolve } = this.#moved;
    this.#moved = deferred();
    resolve(url);
  }
}

function deferred(): { promise: Promise<string>; resolve: (url: string) => void } {
  let resolve: (url: string) => void = () => undefined;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
