import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM } from '#audit';
import { MessageService, SmtpMail } from '#messages';
import { type Known, MessageHouse, NOON } from './house.js';
import { mimeOf } from './mime.js';

let house: MessageHouse;
let maria: Known;
let numbers = 0;
beforeAll(async () => {
  house = await MessageHouse.open();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  house.now = NOON;
  numbers += 1;
  maria = await house.known({ email: `maria${numbers}@person.example` });
});

function mail(subject: string, body: string, more: { language?: string } = {}): Promise<string> {
  const { emailId } = maria;
  return house.write(maria, body, {
    channel: 'email',
    subject,
    contactPointId: emailId ?? '',
    ...more,
  });
}

describe('R21 an e-mail on the wire', () => {
  test('says who sends it from which address, ends by one click, and previews nothing it must not', async () => {
    const id = await mail(
      'Su solicitud — ¿hablamos?',
      'Hola:\n\nPuede llamar cuando quiera. <b>&',
      {
        language: 'es',
      },
    );
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'sent' });
    const taken = house.mail.mails.at(-1);
    expect(taken).toMatchObject({
      from: 'hello@harbor.example',
      to: [`maria${numbers}@person.example`],
    });
    const message = mimeOf(taken?.raw ?? '');
    const header = (name: string) => message.headers.get(name) ?? '';
    expect(header('subject')).toBe('Su solicitud — ¿hablamos?');
    expect(header('message-id')).toBe(`<${id}@intake.example.test>`);
    const link = /^<(https:\/\/intake\.example\.test\/unsubscribe\/[0-9a-z]{26})>$/.exec(
      header('list-unsubscribe'),
    )?.[1];
    expect(link).toBeDefined();
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('content-type')).toMatch(/^multipart\/alternative/);
    const [text, html] = message.parts;
    expect(text?.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(html?.headers.get('content-type')).toMatch(/^text\/html/);
    for (const part of [text, html]) {
      expect(part?.text).toContain('12 Pier Street');
      expect(part?.text).toContain('Harbor Line');
      expect(part?.text).toContain(link);
    }
    expect(text?.text.startsWith('Hola:')).toBe(true);
    expect(html?.text).toContain('&lt;b&gt;&amp;');
    expect(html?.text).toContain('<html lang="es">');
  });

  test.each<[string, string, string, string]>([
    ['the subject', 'Your rehab', 'Hello.', 'subject'],
    ['the preview', 'Hello', 'Your treatment starts soon.', 'body'],
  ])('a word of treatment in %s is refused', async (_where, subject, body, field) => {
    await expect(mail(subject, body)).rejects.toMatchObject({
      code: 'message.unsafe_content',
      errors: { [field]: expect.any(String) },
    });
  });

  test('without a postal address nothing is sent, and a human is told', async () => {
    await house.owner.query("UPDATE organisation SET postal_address = ''");
    const id = await mail('Hello', 'Hello.');
    await house.work();
    await house.owner.query("UPDATE organisation SET postal_address = '12 Pier Street'");
    expect(await house.stateOf(id)).toMatchObject({
      state: 'failed',
      error_code: 'no_postal_address',
    });
    expect(await house.tasksOf(maria.leadId)).toContain(`message-failed:${id}`);
  });

  test('an e-mail without a subject is refused', async () => {
    const { emailId, leadId, personId } = maria;
    const message = {
      leadId,
      personId,
      contactPointId: emailId ?? '',
      channel: 'email' as const,
      body: 'x',
    };
    const draft = house.tx((manager) =>
      house.app.get(MessageService).draft(manager, message, SYSTEM, house.now),
    );
    await expect(draft).rejects.toMatchObject({ errors: { subject: expect.any(String) } });
  });
});

describe('what a mail server answers', () => {
  test.each(['no_recipient', 'refused'] as const)('“%s” fails with its code', async (fault) => {
    house.mail.faults.push(fault);
    const id = await mail('Hello', 'Hello.');
    await house.work();
    const code = fault === 'no_recipient' ? 'smtp_550' : 'smtp_554';
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', error_code: code });
  });

  test('R12 taken and then dropped: unknown, never sent again, a human is asked', async () => {
    const before = house.mail.mails.length;
    house.mail.faults.push('drop');
    const id = await mail('Hello', 'Only once.');
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'unknown' });
    for (let minute = 0; minute < 12; minute += 1) {
      house.later(60_000);
      await house.work();
    }
    expect(await house.stateOf(id)).toMatchObject({ state: 'unknown' });
    expect(house.mail.mails).toHaveLength(before + 1);
    expect(await house.tasksOf(maria.leadId)).toContain(`message-unknown:${id}`);
  });

  test('R12 a server that says nothing: unknown after the deadline', async () => {
    house.mail.faults.push('silent');
    const port = new SmtpMail({
      url: house.mail.url,
      from: 'a@b.example',
      host: 'b.example',
      deadline: 300,
    });
    expect(await port.send(ANY_MAIL)).toEqual({ result: 'unknown' });
  });

  test('a server that is not there has certainly taken nothing', async () => {
    const port = new SmtpMail({
      url: 'smtp://127.0.0.1:1',
      from: 'a@b.example',
      host: 'b.example',
    });
    expect(await port.send(ANY_MAIL)).toEqual({
      result: 'unreachable',
      code: 'provider_unreachable',
    });
  });
});

const ANY_MAIL = {
  messageId: '019ab000-0000-7000-8000-000000000000',
  to: 'maria@person.example',
  subject: 'Hello',
  text: 'Hello.',
  html: '<p>Hello.</p>',
  unsubscribeUrl: 'https://intake.example.test/unsubscribe/x',
  language: 'en',
};
