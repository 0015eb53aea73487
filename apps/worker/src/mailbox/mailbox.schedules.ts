import { DataSource } from 'typeorm';
import type { InquiryDoor } from '#inquiries';
import { ImapMailbox, mailboxOf } from '#messages';
import { ContactPoints } from '#people';
import type { Logger } from '#platform';
import { defineSchedule, type Schedule } from '#queue';
import type { INestApplicationContext } from '@nestjs/common';
import { chooseMailbox, ReadMailbox } from './read-mailbox.js';

const EVERY_MS = 10_000;

/** The mailbox that is read, with how to end the connection to it; undefined without one. */
export async function mailboxSchedule(parts: {
  url: string | undefined;
  app: INestApplicationContext;
  door: InquiryDoor;
  logger: Logger;
  now: Date;
}): Promise<{ schedules: Schedule[]; close(): void }> {
  const { url, app, door, logger, now } = parts;
  const source = app.get(DataSource);
  const mailbox = url === undefined ? null : mailboxOf(url);
  await chooseMailbox(source.manager, mailbox?.name ?? null, now);
  if (mailbox === null) return { schedules: [], close: () => undefined };
  const reading = new ReadMailbox({
    name: mailbox.name,
    mailbox: new ImapMailbox(mailbox),
    source,
    door,
    points: app.get(ContactPoints),
  });
  const schedule = defineSchedule({
    name: 'read-mailbox',
    everyMs: EVERY_MS,
    run: async (context) => {
      const { taken } = await reading.run(context.now, context.signal);
      if (taken > 0) logger.info({ taken }, 'e-mails came in');
    },
  });
  return { schedules: [schedule], close: () => reading.close() };
}
