import { connect, createServer, type Server, type Socket } from 'node:net';
import { Statements } from './statements.js';

/** A moment in the talk of a process with its database. */
export interface Step {
  /** The statement that is meant. */
  statement: RegExp;
  /** A statement of the same transaction, before it. */
  within?: RegExp;
  /** `asked`: the database does not get it. `answered`: it has done it, and the process does not learn of it. */
  at: 'asked' | 'answered';
}

interface Held {
  step: Step;
  reached: () => void;
}

/**
 * Stands between a process and its database, and stops their talk at a named step, so that a test can kill the process at
 * exactly that moment: no code of the process knows of it.
 */
export class StepProxy {
  readonly #sockets = new Set<Socket>();
  #wanted: Held | undefined;

  private constructor(
    private readonly server: Server,
    /** The database's address, through this proxy. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<StepProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
    const target = new URL(databaseUrl);
    const through = new URL(databaseUrl);
    through.hostname = '127.0.0.1';
    through.port = String(address.port);
    const proxy = new StepProxy(server, through.href);
    server.on('connection', (socket) => proxy.#pass(socket, target));
    return proxy;
  }

  /** Resolves when the next talk has come to the step. What is held stays held until the process is gone. */
  reach(step: Step): Promise<void> {
    return new Promise((resolve) => {
      this.#wanted = { step, reached: resolve };
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  #pass(client: Socket, target: URL): void {
    const upstream = connect(Number(target.port), target.hostname);
    const statements = new Statements();
    let held: Held | undefined;
    this.#keep(client, upstream);
    this.#keep(upstream, client);
    client.on('data', (bytes) => {
      const said = statements.read(bytes);
      if (!held && this.#wanted && said.some((one) => matches(this.#wanted?.step, one))) {
        held = this.#wanted;
        this.#wanted = undefined;
      }
      if (held?.step.at === 'asked') held.reached();
      else upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (held) held.reached();
      else client.write(bytes);
    });
  }

  #keep(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}

function matches(
  step: Step | undefined,
  { text, before }: { text: string; before: readonly string[] },
): boolean {
  if (!step?.statement.test(text)) return false;
  const { within } = step;
  return within === undefined || before.some((earlier) => within.test(earlier));
}
