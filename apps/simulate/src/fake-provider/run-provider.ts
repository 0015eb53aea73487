import { setTimeout as sleep } from 'node:timers/promises';
import type { Play } from '../arguments.js';
import { FakeMail } from './fake-mail.js';
import { FakeTwilio, type TakenText } from './fake-twilio.js';

type Say = (line: string) => void;

/** The account that the simulated provider knows; a local installation uses the same. */
export const FAKE_ACCOUNT = 'AC00000000000000000000000000000001';
const REPORT_AFTER_MS = 400;

/** Plays the provider of texts and the mail server until it is stopped: takes, shows and reports everything. */
export async function runProvider(play: Play, authToken: string, say: Say): Promise<void> {
  const twilio = await FakeTwilio.open({
    accountSid: FAKE_ACCOUNT,
    authToken,
    port: play.port,
    siteUrl: play.url,
    onTaken: (text) => {
      say(`SMS ${text.from} → ${text.to}: ${text.body}`);
      void reportOn(twilio, text, play, say);
    },
  });
  if (play.fault) twilio.faults.push(play.fault);
  const mail = await FakeMail.open({
    port: play.smtpPort,
    onTaken: ({ to, raw }) => {
      const subject = /^Subject: (.*)$/im.exec(raw)?.[1] ?? '';
      say(`E-mail → ${to.join(', ')}: ${subject}`);
    },
  });
  say(
    `A provider of texts and a mail server that deliver nothing. Start the house with:\n` +
      `  TWILIO_API_BASE=${twilio.base} TWILIO_ACCOUNT_SID=${FAKE_ACCOUNT} TWILIO_AUTH_TOKEN=… SMTP_URL=${mail.url} npm start\n` +
      'Ctrl-C ends it.',
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await Promise.all([twilio.close(), mail.close()]);
}

/** Tells the site what became of a text, as carriers do: in good order or not, some of it twice. */
async function reportOn(twilio: FakeTwilio, text: TakenText, play: Play, say: Say): Promise<void> {
  const end = play.fail === undefined ? 'delivered' : 'undelivered';
  const statuses = play.messy ? [end, 'sent', 'queued', end, 'sent'] : ['sent', end];
  for (const status of statuses) {
    await sleep(REPORT_AFTER_MS);
    try {
      const code = status === 'undelivered' ? (play.fail ?? null) : null;
      say(`   report ${status} → the site answers ${await twilio.report(text, status, code)}`);
    } catch (error) {
      say(`   report ${status}: the site does not answer (${(error as Error).message})`);
    }
  }
}
