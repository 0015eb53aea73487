import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { SmtpMail } from './smtp-mail.js';

interface Got {
  recipients: string[];
  raw: string;
}

describe('an e-mail whose parts try to be headers', () => {
  const got: Got[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let raw = '';
      stream.on('data', (part: Buffer) => (raw += part.toString()));
      stream.on('end', () => {
        got.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((ready) => {
      server.listen(0, '127.0.0.1', ready);
    });
    url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((closed) => server.close(closed)));

  const send = async (over: object) => {
    const mail = new SmtpMail({ url, from: 'hello@harbor.example', host: 'harbor.example' });
    const before = got.length;
    const outcome = await mail.send({
      messageId: '1',
      to: 'person@person.example',
      subject: 'A word',
      text: 'Hello',
      html: '<p>Hello</p>',
      unsubscribeUrl: null,
      language: 'en',
      ...over,
    });
    return { outcome, sent: got.slice(before) };
  };
  /** Names of the headers before the first empty line. */
  const headersOf = (raw: string) =>
    (raw.split(/\r?\n\r?\n/)[0] ?? '')
      .split(/\r?\n/)
      .filter((line) => /^\S/.test(line))
      .map((line) => line.split(':')[0]?.toLowerCase());

  const EVIL = '\r\nBcc: evil@evil.example\r\nX-Evil: 1\r\n\r\n<script>';
  test.each<[string, object]>([
    ['subject', { subject: `A word${EVIL}` }],
    ['language', { language: `en${EVIL}` }],
    ['answered message', { inReplyTo: `<a@b.example>${EVIL}` }],
    ['link', { unsubscribeUrl: `https://harbor.example/${EVIL}` }],
    [
      'file name',
      {
        attachments: [
          {
            filename: `a"${EVIL}.pdf`,
            contentType: `application/pdf${EVIL}`,
            content: Buffer.from('x'),
          },
        ],
      },
    ],
    ['message id', { messageId: `1${EVIL}` }],
  ])('in the %s: no header and no recipient comes of it', async (_what, over) => {
    const { outcome, sent } = await send(over);
    expect(outcome.result).toBe('accepted');
    expect(sent.map(({ recipients }) => recipients)).toEqual([['person@person.example']]);
    for (const { raw } of sent) {
      expect(headersOf(raw)).not.toEqual(expect.arrayContaining(['bcc']));
      expect(raw).not.toMatch(/^(bcc|x-evil):/im);
    }
  });

  test.each([
    'person@person.example, evil@evil.example',
    'person@person.example;evil@evil.example',
    'person@person.example\r\nBcc: evil@evil.example',
    'person@person.example>\r\nRCPT TO:<evil@evil.example',
    'Group: evil@evil.example, person@person.example;',
  ])('to %j: nobody else gets it', async (to) => {
    const { sent } = await send({ to });
    const reached = sent.flatMap(({ recipients }) => recipients);
    expect(reached).not.toContain('evil@evil.example');
    for (const { raw } of sent) expect(raw).not.toMatch(/^bcc:/im);
  });
});
