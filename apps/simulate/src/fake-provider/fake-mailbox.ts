import { createServer, type Server, type Socket } from 'node:net';
import { answersTo, type Command, type Dropped } from './imap-answers.js';

/** A message in the mailbox. */
export interface KeptMail {
  uid: number;
  raw: Buffer;
  receivedAt: Date;
  seen: boolean;
}

/**
 * What goes wrong. `drop_on_fetch`: the connection breaks in the middle of a message. `silent`: no answer to the next
 * command. `refuse_fetch`: the next fetch of a message's text is answered with NO. `no_sign_in`: the password is wrong.
 */
export type MailboxFault = 'drop_on_fetch' | 'silent' | 'refuse_fetch' | 'no_sign_in';

/** A mailbox that speaks as much IMAP4rev1 (RFC 3501) as reading one asks for. One account, one folder. */
export class FakeMailbox {
  readonly mails: KeptMail[] = [];
  readonly faults: MailboxFault[] = [];
  uidValidity = 1;
  #nextUid = 1;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly user: string,
    readonly password: string,
    private readonly listening: { host: string; port: number },
  ) {}

  static async open(
    options: { port?: number; host?: string; user?: string; password?: string } = {},
  ): Promise<FakeMailbox> {
    const { port = 0, host = '127.0.0.1' } = options;
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    const bound = typeof address === 'object' && address ? address.port : port;
    const { user = 'intake@harbor.example', password = 'letters' } = options;
    const mailbox = new FakeMailbox(server, user, password, { host, port: bound });
    server.on('connection', (socket) => mailbox.#serve(socket));
    return mailbox;
  }

  /** For `IMAP_URL`. */
  get url(): string {
    const { host, port } = this.listening;
    const [user, password] = [this.user, this.password].map(encodeURIComponent);
    return `imap://${user}:${password}@${host}:${port}/INBOX`;
  }

  get nextUid(): number {
    return this.#nextUid;
  }

  deliver(raw: string | Buffer, receivedAt = new Date()): KeptMail {
    const mail = { uid: this.#nextUid, raw: Buffer.from(raw), receivedAt, seen: false };
    this.#nextUid += 1;
    this.mails.push(mail);
    return mail;
  }

  /** The server has lost its numbers: every message gets a new one (RFC 3501, 2.3.1.1). */
  renumber(): void {
    this.uidValidity += 1;
    for (const mail of this.mails) {
      mail.uid = this.#nextUid;
      this.#nextUid += 1;
    }
  }

  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): Promise<void> {
    this.drop();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write('* OK [CAPABILITY IMAP4rev1 UIDPLUS] a mailbox that is simulated\r\n');
    let waiting = '';
    socket.on('data', (part: Buffer) => {
      waiting += part.toString('latin1');
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        this.#answer(socket, line);
      }
    });
  }

  #answer(socket: Socket, line: string): void {
    const [tag = '*', verb = '', ...rest] = line.split(' ');
    if (this.faults[0] === 'silent') {
      this.faults.shift();
      return;
    }
    const command: Command = { tag, verb: verb.toUpperCase(), rest: rest.join(' ') };
    const answer: Buffer | Dropped = answersTo(command, this);
    if ('before' in answer) {
      socket.write(answer.before, () => socket.destroy());
      return;
    }
    socket.write(answer);
    if (command.verb === 'LOGOUT') socket.end();
  }
}
