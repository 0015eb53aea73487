import { execFileSync } from 'node:child_process';

/**
 * A network of its own for processes, on this machine: one line to the database and one to the visitors, each of which can be
 * cut or made bad. Needs Linux, root, `ip`, and `tc` to lose and delay.
 */
export class Network {
  readonly #name: string;
  /** Addresses of this machine, and of the processes, on the two lines. */
  readonly database: { ours: string; theirs: string };
  readonly visitors: { ours: string; theirs: string };

  private constructor(number: number) {
    this.#name = `crash${number}`;
    this.database = { ours: `10.213.${number}.1`, theirs: `10.213.${number}.2` };
    this.visitors = { ours: `10.214.${number}.1`, theirs: `10.214.${number}.2` };
  }

  /** Undefined where this machine does not let us make one. */
  static open(): Network | undefined {
    const network = new Network(process.pid % 250);
    try {
      run('ip', 'netns', 'add', network.#name);
    } catch {
      return undefined;
    }
    network.#inside('ip', 'link', 'set', 'lo', 'up');
    network.#line(network.#databaseLine, network.database);
    network.#line(network.#visitorLine, network.visitors);
    return network;
  }

  /** What a command line begins with to run inside. */
  get under(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#name];
  }

  /** Nothing comes through to the database any more, and nobody is told. */
  cut(): void {
    run('ip', 'link', 'set', this.#databaseLine, 'down');
  }

  /** The line is there again. */
  heal(): void {
    run('ip', 'link', 'set', this.#databaseLine, 'up');
  }

  /** Packets are late, and some are lost, both ways. False where `tc` cannot do it. */
  worsen(delayMs: number, lossPercent: number): boolean {
    const how = ['root', 'netem', 'delay', `${delayMs}ms`, 'loss', `${lossPercent}%`];
    try {
      run('tc', 'qdisc', 'add', 'dev', this.#databaseLine, ...how);
      this.#inside('tc', 'qdisc', 'add', 'dev', `${this.#databaseLine}i`, ...how);
      return true;
    } catch {
      return false;
    }
  }

  /** All is well again. */
  mend(): void {
    run('tc', 'qdisc', 'del', 'dev', this.#databaseLine, 'root');
    this.#inside('tc', 'qdisc', 'del', 'dev', `${this.#databaseLine}i`, 'root');
  }

  /** The lines go with it. */
  close(): void {
    run('ip', 'netns', 'del', this.#name);
  }

  get #databaseLine(): string {
    return `${this.#name}d`;
  }

  get #visitorLine(): string {
    return `${this.#name}v`;
  }

  #line(name: string, { ours, theirs }: { ours: string; theirs: string }): void {
    const end = `${name}i`;
    run('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', end, 'netns', this.#name);
    run('ip', 'addr', 'add', `${ours}/30`, 'dev', name);
    run('ip', 'link', 'set', name, 'up');
    this.#inside('ip', 'addr', 'add', `${theirs}/30`, 'dev', end);
    this.#inside('ip', 'link', 'set', end, 'up');
  }

  #inside(...command: string[]): void {
    const [program = '', ...args] = [...this.under, ...command];
    run(program, ...args);
  }
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'ignore' });
}
