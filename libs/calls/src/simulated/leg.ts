import { randomBytes } from 'node:crypto';

/** One browser in one call: it rings, is answered, is over. */
export class Leg {
  readonly id = `CA${randomBytes(16).toString('hex')}`;
  readonly answered: Promise<void>;
  readonly over: Promise<void>;
  #answer: () => void = () => undefined;
  #end: () => void = () => undefined;
  #isOver = false;

  constructor(readonly identity: string) {
    this.answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  answer(): void {
    if (!this.#isOver) this.#answer();
  }

  hangUp(): void {
    this.#isOver = true;
    this.#end();
  }
}
