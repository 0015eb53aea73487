import { createServer, connect, type Server, type Socket } from 'node:net';

/** Stands between a process and its database, and takes the database away when told. */
export class DatabaseProxy {
  #state: 'through' | 'cut' | 'silent' = 'through';
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
      from.on('data', (bytes) => {
        if (this.#state === 'through') to.write(bytes);
      });
      from.on('close', () => to.destroy());
    };
    copy(client, upstream);
    copy(upstream, client);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
