import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How bad a line is. */
export interface BadLine {
  /** Each piece waits up to so long, in milliseconds. */
  delayMs: number;
  /** One piece in so many is lost, and comes as late as TCP sends it again. */
  lostOneIn: number;
  /** From 0 to 1. */
  random: () => number;
}

/** After how long TCP sends again what was not confirmed, at least (RFC 6298: Linux takes 200 ms). */
const RESENT_MS = 200;

/** Stands between a process and what it speaks with by TCP, and takes that away or makes the line bad when told. */
export class DatabaseProxy {
  #state: 'through' | 'cut' | 'silent' = 'through';
  #bad: BadLine | undefined;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** The database's address, through this proxy. */
    readonly url: string,
  ) {}

  /** @param host the address of this machine that it listens on */
  static async before(databaseUrl: string, host = '127.0.0.1'): Promise<DatabaseProxy> {
    const target = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, host, resolve);
    });
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
    const through = new URL(databaseUrl);
    through.hostname = host;
    through.port = String(address.port);
    const proxy = new DatabaseProxy(server, through.href);
    server.on('connection', (socket) => proxy.#pass(socket, target));
    return proxy;
  }

  /** Ends every connection and refuses new ones. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Keeps connections open and lets nothing through any more, like a network that is gone. */
  silence(): void {
    this.#state = 'silent';
  }

  /** From now on pieces come late, some of them very late, in the order in which they were sent: TCP has no other. */
  worsen(line: BadLine): void {
    this.#bad = line;
  }

  /** The line is as it should be. */
  mend(): void {
    this.#bad = undefined;
  }

  /** The database is there again. */
  restore(): void {
    this.#state = 'through';
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  #pass(client: Socket, target: URL): void {
    if (this.#state === 'cut') {
      client.destroy();
      return;
    }
    this.#keep(client);
    if (this.#state === 'silent') return;
    const upstream = connect(Number(target.port), target.hostname);
    this.#keep(upstream);
    const copy = (from: Socket, to: Socket) => {
      let sent = Promise.resolve();
      from.on('data', (bytes) => {
        if (this.#state !== 'through') return;
        sent = this.#sendAfter(sent, this.#wait(), to, bytes);
      });
      from.on('close', () => void sent.then(() => to.destroy()));
    };
    copy(client, upstream);
    copy(upstream, client);
  }

  async #sendAfter(before: Promise<void>, wait: number, to: Socket, bytes: Buffer): Promise<void> {
    await before;
    if (wait > 0) await sleep(wait);
    if (this.#state === 'through') to.write(bytes);
  }

  #wait(): number {
    if (!this.#bad) return 0;
    const { delayMs, lostOneIn, random } = this.#bad;
    return random() * delayMs + (random() * lostOneIn < 1 ? RESENT_MS : 0);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
