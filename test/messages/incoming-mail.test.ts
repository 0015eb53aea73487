import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '#contract';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import { ConfirmedSenders, MessageQueries } from '#messages';
import { type Known, NOON } from './house.js';
import { MailHouse } from './mail-house.js';
import { mimeOf } from './mime.js';

const MINUTE = 60_000;
let mails: MailHouse;
let numbers = 0;
beforeAll(async () => {
  mails = await MailHouse.open();
}, 60_000);
afterAll(() => mails.end());
beforeEach(() => {
  mails.house.now = NOON;
  mails.mailbox.faults.length = 0;
});

async function maria(): Promise<Known & { email: string }> {
  numbers += 1;
  const email = `maria.nr${numbers}@person.example`;
  return { ...(await mails.house.known({ email })), email };
}

/** An e-mail of ours that is sent; gives its id. */
async function written({ leadId, personId, emailId }: Known): Promise<string> {
  const known = { leadId, personId, phoneId: emailId ?? '', emailId, phone: '' };
  const id = await mails.house.write(known, 'When may we call?', {
    channel: 'email',
    subject: 'Your request',
  });
  await mails.house.work();
  expect(await mails.house.stateOf(id)).toMatchObject({ state: 'sent' });
  return id;
}

const ours = (id: string) => `<${id}@intake.example.test>`;

async function last(): Promise<MessageView> {
  const [row] = await mails.house.rows<{ id: string }>(
    "SELECT id FROM message WHERE direction = 'in' AND channel = 'email' ORDER BY id DESC LIMIT 1",
  );
  const [view] = await mails.house.tx((manager) =>
    mails.house.app.get(MessageQueries).views(manager, [row?.id ?? '']),
  );
  if (!view) throw new Error('No e-mail came in');
  return view;
}

const count = async (sql: string, values: unknown[] = []) =>
  Number((await mails.house.one<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, values)).n);

const outcome = () =>
  mails.house.one<{ outcome: string; lead_id: string | null }>(
    `SELECT li.outcome, li.lead_id FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
     WHERE i.kind = 'email' ORDER BY i.id DESC LIMIT 1`,
  );

describe('an e-mail whose sender nobody vouches for', () => {
  const consents = (leadId: string | null) =>
    count(
      `consent c JOIN lead l ON l.patient_id = c.person_id WHERE l.id = $1 AND c.decision = 'given'`,
      [leadId],
    );

  test('R10 is taken in like any other, says so, and permits nothing', async () => {
    await mails.comes({ from: 'eve@person.example', unproven: true });
    const forged = await outcome();
    expect(forged.outcome).toBe('opened_lead');
    expect(await last()).toMatchObject({ leadId: forged.lead_id, senderProven: false });
    expect(await consents(forged.lead_id)).toBe(0);
    await mails.comes({ from: 'ann@person.example' });
    expect(await last()).toMatchObject({ senderProven: true });
    expect(await consents((await outcome()).lead_id)).toBe(1);
  });

  test('R10 gives nothing back that was taken back, though the one they claim to be could', async () => {
    const known = await maria();
    await mails.comes({ from: known.email, text: 'Unsubscribe' });
    await mails.comes({ from: known.email, text: 'Do write to me!', unproven: true });
    const given = () =>
      count(
        `consent WHERE person_id = $1 AND scope = 'email' AND decision = 'given' AND origin = 'email'`,
        [known.personId],
      );
    expect(await given()).toBe(0);
    await mails.comes({ from: known.email, text: 'Do write to me!' });
    expect(await given()).toBe(1);
  });

  test('R10 a colleague who has asked confirms it: then it may be answered, until that is taken back or they stop', async () => {
    const senders = mails.house.app.get(ConfirmedSenders);
    numbers += 1;
    const from = `ivy.nr${numbers}@person.example`;
    await mails.comes({ from, unproven: true });
    const mail = await last();
    const [personId, pointId] = [mail.personId ?? '', mail.contactPointId ?? ''];
    const mayAnswer = () =>
      mails.house.tx(async (manager) =>
        (await mails.house.app.get(ConsentService).standing(manager, [personId])).has(
          personId,
          'email',
          pointId,
        ),
      );
    const act = (what: 'confirm' | 'takeBack', version: number) =>
      mails.house.tx((manager) =>
        senders[what](manager, mail.id, { version }, SYSTEM, mails.house.now),
      );
    expect(await mayAnswer()).toBe(false);
    await expect(act('confirm', mail.version + 1)).rejects.toMatchObject({ status: 409 });
    await act('confirm', mail.version);
    expect(await mayAnswer()).toBe(true);
    expect(await last()).toMatchObject({ senderConfirmedAt: expect.any(String) });

    mails.house.now = new Date(mails.house.now.getTime() + MINUTE);
    await act('takeBack', mail.version + 1);
    expect(await mayAnswer()).toBe(false);
    expect(await last()).toMatchObject({ senderProven: false, senderConfirmedAt: null });

    mails.house.now = new Date(mails.house.now.getTime() + MINUTE);
    await mails.comes({ from, text: 'Unsubscribe', unproven: true });
    mails.house.now = new Date(mails.house.now.getTime() + MINUTE);
    await act('confirm', mail.version + 2);
    expect(await mayAnswer()).toBe(false);

    await mails.comes({ from });
    const vouched = await last();
    await expect(
      mails.house.tx((manager) =>
        senders.confirm(manager, vouched.id, { version: 1 }, SYSTEM, mails.house.now),
      ),
    ).rejects.toMatchObject({ code: 'message.not_allowed' });
  });

  test('R11 a stop in it counts', async () => {
    const known = await maria();
    await mails.comes({ from: known.email, text: 'Stop', unproven: true });
    const revoked = `consent WHERE person_id = $1 AND decision = 'revoked'`;
    expect(await count(revoked, [known.personId])).toBe(3);
    expect(await last()).toMatchObject({ senderProven: false });
  });
});

describe('an e-mail that comes in', () => {
  test('from nobody we know opens a lead, as a text does, through the urgency rules', async () => {
    await mails.comes({
      from: '"Ana Ruiz" <ana@person.example>',
      subject: 'My brother',
      text: 'He took too much and he is unresponsive, what do I do?',
    });
    const { outcome: what, lead_id: leadId } = await outcome();
    expect(what).toBe('opened_lead');
    const lead = await mails.house.one<{ urgency: string }>(
      'SELECT urgency FROM lead WHERE id = $1',
      [leadId],
    );
    expect(lead.urgency).toBe('P0');
    expect(await last()).toMatchObject({
      leadId,
      personName: 'Ana Ruiz',
      address: 'ana@person.example',
      subject: 'My brother',
      body: 'He took too much and he is unresponsive, what do I do?',
      handledAt: null,
      automatic: false,
    });
    expect(mails.mailbox.mails.at(-1)?.seen).toBe(true);
  });

  test('that answers ours is in its thread, proves it arrived, and folds what it repeats', async () => {
    const known = await maria();
    const id = await written(known);
    await mails.comes({
      from: known.email,
      subject: 'Re: Your request',
      head: [`In-Reply-To: ${ours(id)}`],
      text: 'Tomorrow at ten.\r\n\r\nOn Tue, Nov 24, 2026 at 3:00 PM Harbor Line\r\n<hello@harbor.example> wrote:\r\n> When may we call?',
    });
    const answer = await last();
    expect(answer).toMatchObject({
      leadId: known.leadId,
      personId: known.personId,
      inReplyToId: id,
      body: 'Tomorrow at ten.',
      quoted: expect.stringContaining('> When may we call?'),
    });
    expect(await mails.house.stateOf(id)).toMatchObject({ state: 'delivered' });
    expect(await outcome()).toMatchObject({ outcome: 'joined_lead', lead_id: known.leadId });
  });

  test('that we answer is named in our answer, so that both stand together', async () => {
    const known = await maria();
    await mails.comes({ from: known.email, messageId: 'theirs-1@person.example' });
    const inReplyTo = (await last()).id;
    const emailed = { ...known, phoneId: known.emailId ?? '' };
    await mails.house.write(emailed, 'Gladly.', { channel: 'email', subject: 'Hello', inReplyTo });
    await mails.house.work();
    const sent = mimeOf(mails.house.mail.mails.at(-1)?.raw ?? '');
    expect(sent.headers.get('in-reply-to')).toBe('<theirs-1@person.example>');
    expect(sent.headers.get('references')).toBe('<theirs-1@person.example>');
  });

  test('that answers ours from another address joins the lead, and makes nobody’s address theirs', async () => {
    const known = await maria();
    const id = await written(known);
    await mails.comes({
      from: 'sister@elsewhere.example',
      head: [`References: ${ours(id)}`],
      text: 'She asked me to write.',
    });
    expect(await last()).toMatchObject({
      leadId: known.leadId,
      personId: null,
      address: 'sister@elsewhere.example',
    });
    expect(
      await count(
        `person_contact c JOIN contact_point p ON p.id = c.contact_point_id WHERE c.person_id = $1 AND p.kind = 'email'`,
        [known.personId],
      ),
    ).toBe(1);
  });

  test('from a known address joins the open lead, whatever its program calls them', async () => {
    const known = await maria();
    await mails.comes({ from: `"maria" <${known.email}>`, text: 'Hello again.' });
    expect(await outcome()).toMatchObject({ outcome: 'joined_lead', lead_id: known.leadId });
  });

  test('as HTML is shown as text: nothing of it runs, nothing is loaded', async () => {
    await mails.comes({
      html: '<style>p{color:red}</style><p>I need <b>help</b>.</p><script>alert(1)</script><img src="https://track.example/x.gif"><p>Soon.</p>',
    });
    const { body } = await last();
    expect(body).toBe('I need help.\n\nSoon.');
  });

  test('brings its files to the lead, by what they are, and names those that are left out', async () => {
    const part = (name: string, type: string, content: Buffer | string) =>
      `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64')}\r\n`;
    const png = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      Buffer.alloc(40),
    ]);
    const raw = `From: files@person.example\r\nTo: intake@harbor.example\r\nSubject: My card\r\nMessage-ID: <files@person.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHere it is.\r\n${part('../../card.png', 'application/pdf', png)}${part('letter.docx', 'image/png', Buffer.from([0x50, 0x4b, 3, 4, 0, 255]))}${part('empty.txt', 'text/plain', '')}--b--\r\n`;
    mails.mailbox.deliver(raw, mails.house.now);
    await mails.read();
    await mails.house.work();
    const { leadId, attachments } = await last();
    expect(attachments).toEqual([
      { name: 'card.png', fileId: expect.any(String), leftOut: null },
      { name: 'letter.docx', fileId: null, leftOut: 'it is no PNG, JPEG, PDF or plain text' },
      { name: 'empty.txt', fileId: null, leftOut: 'it is empty' },
    ]);
    const file = await mails.house.one<{ media_type: string; id: string }>(
      'SELECT id, media_type FROM lead_file WHERE lead_id = $1',
      [leadId],
    );
    expect(file).toEqual({ media_type: 'image/png', id: attachments[0]?.fileId });
  });
});

describe('R11 a wish to be left alone', () => {
  test.each([
    ['Stop', ['call', 'email', 'sms']],
    ['Please leave me alone.\r\n\r\nSent from my iPhone', ['call', 'email', 'sms']],
    ['unsubscribe', ['email']],
    ['Please stop emailing me\r\n\r\n> When may we call?', ['email']],
  ])('“%s” ends %s, and is confirmed once', async (text, scopes) => {
    const known = await maria();
    const id = await written(known);
    const before = mails.house.mail.mails.length;
    for (const _ of [1, 2]) {
      await mails.comes({ from: known.email, head: [`In-Reply-To: ${ours(id)}`], text });
    }
    const revoked = await mails.house.rows<{ scope: string }>(
      "SELECT DISTINCT scope FROM consent WHERE person_id = $1 AND decision = 'revoked' ORDER BY scope",
      [known.personId],
    );
    expect(revoked.map(({ scope }) => scope)).toEqual(scopes);
    const sent = mails.house.mail.mails
      .slice(before)
      .map(({ raw }) => mimeOf(raw).headers.get('subject'));
    expect(sent).toEqual(['We will not write again']);
    const emailed = { ...known, phoneId: known.emailId ?? '' };
    const more = await mails.house.write(emailed, 'More.', { channel: 'email', subject: 'More' });
    await mails.house.work();
    expect(await mails.house.stateOf(more)).toMatchObject({
      state: 'failed',
      closed_because: 'stopped',
    });
    expect(await last()).toMatchObject({ leadId: known.leadId, handledAt: expect.any(String) });
  });

  test('from another address, in answer to ours, ends it for whom we wrote to', async () => {
    const known = await maria();
    const id = await written(known);
    await mails.comes({
      from: 'other@elsewhere.example',
      head: [`In-Reply-To: ${ours(id)}`],
      text: 'STOP',
    });
    const more = await mails.house.write(known, 'A text.');
    await mails.house.work();
    expect(await mails.house.stateOf(more)).toMatchObject({
      state: 'failed',
      closed_because: 'stopped',
    });
  });

  test('“I want to quit drinking” is a cry for help', async () => {
    await mails.comes({
      from: 'quit@person.example',
      subject: 'Re: hi',
      text: 'I want to quit drinking',
    });
    expect(await outcome()).toMatchObject({ outcome: 'opened_lead' });
    expect(await last()).toMatchObject({ handledAt: null });
  });

  test('that is stored and not read holds what we would send, from their address or in answer to ours', async () => {
    for (const from of ['theirs', 'other@elsewhere.example']) {
      const known = await maria();
      const id = await written(known);
      mails.deliver({
        from: from === 'theirs' ? known.email : from,
        head: [`In-Reply-To: ${ours(id)}`],
        text: 'stop',
      });
      await mails.read();
      const text = await mails.house.write(known, 'A text.');
      await mails.house.work(['send-message']);
      expect(await mails.house.stateOf(text)).toMatchObject({
        state: 'queued',
        closed_because: 'inbound_unprocessed',
      });
      mails.house.later(MINUTE);
      await mails.house.work();
      expect(await mails.house.stateOf(text)).toMatchObject({
        state: 'failed',
        closed_because: 'stopped',
      });
    }
  });
});

describe('hostile and broken mail', () => {
  const deliver = async (raw: string | Buffer) => {
    mails.mailbox.deliver(raw, mails.house.now);
    expect(await mails.read()).toMatchObject({ taken: 1 });
    await mails.house.work();
  };

  test('of 50 MB has its beginning read, and says what is left out', async () => {
    const head = `From: big@person.example\r\nSubject: Big\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlease call me, I need help.\r\n--b\r\nContent-Type: image/png; name=scan.png\r\nContent-Disposition: attachment; filename=scan.png\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    await deliver(Buffer.concat([Buffer.from(head), Buffer.alloc(50 * 1024 * 1024, 'QUFB\r\n')]));
    expect(await last()).toMatchObject({
      body: 'Please call me, I need help.',
      attachments: [
        { name: 'scan.png', fileId: null, leftOut: 'the e-mail is too large' },
        { name: 'The rest of this e-mail (50 MB)', fileId: null, leftOut: expect.any(String) },
      ],
    });
  });

  test.each<[string, string | Buffer, string]>([
    [
      'NUL and lone surrogates',
      Buffer.from(
        'From: nul@person.example\r\nSubject: a\0b\r\nContent-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\naAAA2GkA\r\n',
      ),
      'h�i',
    ],
    [
      'an unknown charset',
      'From: charset@person.example\r\nContent-Type: text/plain; charset=no-such\r\n\r\nHelp me',
      'Help me',
    ],
    [
      'no boundary',
      'From: parts@person.example\r\nContent-Type: multipart/mixed\r\n\r\nHelp me',
      'Help me',
    ],
    [
      'no end',
      'From: end@person.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHelp me',
      'Help me',
    ],
    [
      '10,000 recipients',
      `From: many@person.example\r\nTo: ${Array.from({ length: 10_000 }, (_, at) => `r${at}@person.example`).join(',\r\n ')}\r\n\r\nHelp me`,
      'Help me',
    ],
    [
      'parts 500 deep',
      `From: deep@person.example\r\n${Array.from({ length: 500 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('')}\r\nHelp me`,
      '',
    ],
    [
      '100,000 parts',
      `From: parts2@person.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHelp me\r\n${'--b\r\n\r\n\r\n'.repeat(100_000)}`,
      'Help me',
    ],
    [
      'HTML of 2 MB',
      `From: html@person.example\r\nContent-Type: text/html\r\n\r\n<p>Help me</p>${'<b>x</b>'.repeat(250_000)}`,
      'Help me',
    ],
    [
      'HTML 50,000 deep',
      `From: deephtml@person.example\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}Help me`,
      'Help me',
    ],
    ['no head at all', 'Help me', ''],
    [
      'a head that never ends',
      `From: long@person.example\r\nX: ${'x'.repeat(3_000_000)}\r\n\r\nHelp me`,
      'Help me',
    ],
  ])('with %s is taken in, and nothing of it is lost', async (_name, raw, body) => {
    await deliver(raw);
    const { outcome: what } = await outcome();
    expect(['opened_lead', 'quarantined']).toContain(what);
    if (what === 'opened_lead') expect((await last()).body).toContain(body);
    expect(
      await count(
        "outbox WHERE failed_at IS NOT NULL OR (done_at IS NULL AND name = 'take-in-inquiry')",
      ),
    ).toBe(0);
  });

  test('without From is held back, in sight; in danger it opens a lead for a human to place', async () => {
    await deliver('Subject: hello\r\n\r\nHello');
    expect(await outcome()).toEqual({ outcome: 'quarantined', lead_id: null });
    await deliver('Subject: hello\r\n\r\nI want to end my life tonight');
    const { outcome: what, lead_id: leadId } = await outcome();
    expect(what).toBe('opened_lead');
    expect(
      (await mails.house.tasksOf(leadId ?? '')).some((key) => key.startsWith('mail-no-address:')),
    ).toBe(true);
  });
});

describe('the mailbox', () => {
  test('gives each message once: read again, renumbered, delivered twice, by a worker that starts anew', async () => {
    const raw = mails.deliver({ text: 'Only once.' });
    const before = await count("inquiry WHERE kind = 'email'");
    await mails.read();
    mails.restart();
    expect(await mails.read()).toMatchObject({ taken: 0 });
    mails.mailbox.renumber();
    mails.restart();
    expect((await mails.read()).listed).toBeGreaterThan(1);
    mails.mailbox.deliver(`Received: by another way\r\n${raw}`, mails.house.now);
    await mails.read();
    await mails.house.work();
    expect(await count("inquiry WHERE kind = 'email'")).toBe(before + 1);
  });

  test('gives two e-mails that claim the same Message-ID, and neither hides the other', async () => {
    const before = (await mails.inbound()).length;
    await mails.comes({
      messageId: 'same@person.example',
      from: 'one@person.example',
      text: 'One.',
    });
    await mails.comes({
      messageId: 'same@person.example',
      from: 'two@person.example',
      text: 'Two.',
    });
    expect(await mails.inbound()).toHaveLength(before + 2);
  });

  test.each(['drop_on_fetch', 'silent'] as const)(
    'that breaks off (%s) is read on when it is back; nothing is marked before',
    async (fault) => {
      mails.deliver({ text: 'Before.' });
      mails.restart();
      mails.mailbox.faults.push(fault);
      await expect(mails.read()).rejects.toThrow(/cannot be read/);
      expect(mails.mailbox.mails.at(-1)?.seen).toBe(false);
      const failing = await mails.house.one<{ failure: string | null; failing_since: Date | null }>(
        'SELECT failure, failing_since FROM mailbox',
      );
      expect(failing).toMatchObject({ failing_since: NOON });
      expect(await mails.read()).toMatchObject({ taken: 1 });
      expect(await mails.house.one('SELECT failure, failing_since FROM mailbox')).toEqual({
        failure: null,
        failing_since: null,
      });
      await mails.house.work();
      expect((await last()).body).toBe('Before.');
    },
    40_000,
  );

  test('that does not let us in says so', async () => {
    mails.restart();
    mails.mailbox.faults.push('no_sign_in');
    await expect(mails.read()).rejects.toThrow('sign_in');
    expect(await mails.house.one('SELECT failure FROM mailbox')).toEqual({ failure: 'sign_in' });
    await mails.read();
  });

  test('with a message that it will not give goes on with the rest, and a human looks for that one', async () => {
    mails.deliver({ text: 'Never given.' });
    mails.deliver({ text: 'The next.' });
    for (let tries = 1; tries <= 3; tries += 1) {
      mails.mailbox.faults.push('refuse_fetch');
      expect(await mails.read()).toMatchObject({ taken: tries < 3 ? 0 : 2 });
    }
    await mails.house.work();
    expect((await last()).body).toBe('The next.');
    expect(await count("task WHERE origin_key LIKE 'mail-unread:%'")).toBe(1);
  });

  test('that is older than we are gives its latest days alone', async () => {
    const old = await MailHouse.open();
    try {
      old.mailbox.deliver(
        'From: old@person.example\r\n\r\nYears ago',
        new Date('2020-01-01T00:00:00Z'),
      );
      expect(await old.read()).toEqual({ listed: 0, taken: 0 });
      old.deliver({ text: 'Today.' });
      expect(await old.read()).toEqual({ listed: 1, taken: 1 });
      expect(old.mailbox.mails.map(({ seen }) => seen)).toEqual([false, true]);
    } finally {
      await old.end();
    }
  });
});

describe('what machines write', () => {
  const bounce = (id: string, action: string, status: string) => ({
    from: 'MAILER-DAEMON@mx.example',
    subject: 'Delivery report',
    head: ['Return-Path: <>', 'Auto-Submitted: auto-replied', 'X-Failed-Recipients: x'],
    text: `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; maria@person.example\r\nAction: ${action}\r\nStatus: ${status}\r\n\r\nMessage-ID: ${ours(id)}\r\nSubject: Your request`,
  });

  test('a bounce fails the e-mail, tells somebody, and closes the address until they write from it', async () => {
    const known = await maria();
    const id = await written(known);
    await mails.comes(bounce(id, 'failed', '5.1.1'));
    expect(await mails.house.stateOf(id)).toMatchObject({
      state: 'failed',
      error_code: 'mail_5.1.1',
    });
    expect(await mails.house.tasksOf(known.leadId)).toContain(`message-failed:${id}`);
    const emailed = { ...known, phoneId: known.emailId ?? '' };
    const more = await mails.house.write(emailed, 'More.', { channel: 'email', subject: 'More' });
    await mails.house.work();
    expect(await mails.house.stateOf(more)).toMatchObject({
      state: 'failed',
      closed_because: 'undeliverable',
    });
    mails.house.later(MINUTE);
    await mails.comes({ from: known.email, text: 'My mailbox works again.' });
    const again = await mails.house.write(emailed, 'More.', { channel: 'email', subject: 'More' });
    await mails.house.work();
    expect(await mails.house.stateOf(again)).toMatchObject({ state: 'sent' });
  });

  test('a delay changes nothing, a full mailbox fails this one alone', async () => {
    const known = await maria();
    const id = await written(known);
    await mails.comes(bounce(id, 'delayed', '4.4.1'));
    expect(await mails.house.stateOf(id)).toMatchObject({ state: 'sent' });
    await mails.comes(bounce(id, 'failed', '5.2.2'));
    expect(await mails.house.stateOf(id)).toMatchObject({
      state: 'failed',
      error_code: 'mail_5.2.2',
    });
    await written(known);
  });

  test('a bounce of something that is not ours closes nothing, and is a human’s to look at', async () => {
    const known = await maria();
    await written(known);
    const leads = await count('lead');
    await mails.comes(bounce('00000000-0000-7000-8000-000000000000', 'failed', '5.1.1'));
    expect(await outcome()).toEqual({ outcome: 'noted', lead_id: null });
    expect(await count("task WHERE origin_key LIKE 'mail-returned:%'")).toBe(1);
    expect(await count('lead')).toBe(leads);
    await written(known);
  });

  test('out of office is kept, and asks nobody for an answer', async () => {
    const known = await maria();
    const id = await written(known);
    await mails.comes({
      from: known.email,
      subject: 'Automatic reply',
      head: [`In-Reply-To: ${ours(id)}`, 'Auto-Submitted: auto-replied'],
      text: 'I am away until Monday.',
    });
    expect(await last()).toMatchObject({
      leadId: known.leadId,
      automatic: true,
      handledAt: expect.any(String),
    });
  });

  test('a newsletter is held back in sight; somebody in danger never is', async () => {
    const head = ['List-Id: <news.vendor.example>', 'Precedence: bulk'];
    await mails.comes({ from: 'news@vendor.example', head, text: 'Buy our beds.' });
    expect(await outcome()).toEqual({ outcome: 'quarantined', lead_id: null });
    await mails.comes({ from: 'list@group.example', head, text: 'I want to kill myself tonight.' });
    expect(await outcome()).toMatchObject({ outcome: 'opened_lead' });
  });
});
