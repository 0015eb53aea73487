const WIDTH = 30;
const EVERY_MS = 250;

/** A bar where a line can be drawn again; elsewhere a line for each tenth. */
export class ProgressBar {
  #what = '';
  #began = 0;
  #shownAt = 0;
  #tenth = -1;

  constructor(private readonly redraws: boolean) {}

  show(what: string, done: number, all: number): void {
    const now = performance.now();
    if (what !== this.#what) this.#begin(what, now);
    const tenth = all === 0 ? 10 : Math.floor((done / all) * 10);
    const over = done >= all;
    if (!this.redraws) {
      if (tenth > this.#tenth) process.stdout.write(`${this.#line(done, all, now)}\n`);
    } else if (over || now - this.#shownAt > EVERY_MS) {
      process.stdout.write(`\r\u001B[2K${this.#line(done, all, now)}${over ? '\n' : ''}`);
      this.#shownAt = now;
    }
    this.#tenth = Math.max(this.#tenth, tenth);
  }

  #begin(what: string, now: number): void {
    this.#what = what;
    this.#began = now;
    this.#tenth = -1;
    this.#shownAt = 0;
  }

  #line(done: number, all: number, now: number): string {
    const share = all === 0 ? 1 : done / all;
    const full = Math.round(share * WIDTH);
    const seconds = (now - this.#began) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const left = rate > 0 && done < all ? `, ${Math.ceil((all - done) / rate)} s left` : '';
    const bar = '#'.repeat(full) + '.'.repeat(WIDTH - full);
    const [is, of] = [done, all].map((number) => number.toLocaleString('en-US'));
    return `${this.#what} [${bar}] ${Math.round(share * 100)} %  ${is} of ${of}${left}`;
  }
}
