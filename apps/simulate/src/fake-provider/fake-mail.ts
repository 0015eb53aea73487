import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** An e-mail as it came over the wire. */
export interface TakenMail {
  from: string;
  to: string[];
  /** The whole message, headers first. */
  raw: string;
}

/**
 * What goes wrong with the next e-mail. `drop`: takes it and drops the connection before the answer. `no_recipient`:
 * refuses the address (550). `refused`: refuses the text (554). `silent`: takes it and answers nothing.
 */
export type MailFault = 'drop' | 'no_recipient' | 'refused' | 'silent';

/** A mail server that keeps what it is given. */
export class FakeMail {
  readonly mails: TakenMail[] = [];
  readonly faults: MailFault[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: SMTPServer,
    /** For `SMTP_URL`. */
    readonly url: string,
  ) {}

  static async open(
    options: { port?: number; host?: string; onTaken?: (mail: TakenMail) => void } = {},
  ): Promise<FakeMail> {
    const { port = 0, host = '127.0.0.1', onTaken } = options;
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => {
        if (mail.faults[0] !== 'no_recipient') return done();
        mail.faults.shift();
        done(Object.assign(new Error('No such mailbox here'), { responseCode: 550 }));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const fault = mail.faults.shift();
          if (fault === 'refused') {
            return done(Object.assign(new Error('Message refused'), { responseCode: 554 }));
          }
          const { mailFrom, rcptTo } = session.envelope;
          const taken: TakenMail = {
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(parts).toString('utf8'),
          };
          mail.mails.push(taken);
          onTaken?.(taken);
          if (fault === 'silent') return;
          if (fault === 'drop') return mail.#dropAll();
          done();
        });
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    server.on('error', () => undefined);
    const address = server.server.address();
    const listening = typeof address === 'object' && address ? address.port : port;
    const mail: FakeMail = new FakeMail(server, `smtp://${host}:${listening}`);
    server.server.on('connection', (socket: Socket) => {
      mail.#sockets.add(socket);
      socket.on('close', () => mail.#sockets.delete(socket));
    });
    return mail;
  }

  close(): Promise<void> {
    this.#dropAll();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  #dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
