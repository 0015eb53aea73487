import { randomBytes } from 'node:crypto';
import { HELP, type Play, playOf } from './arguments.js';
import { callRailReport } from './callrail-report.js';
import { PhoneCall } from './phone-call.js';
import { sendLetter } from './letter.js';
import { runProvider } from './fake-provider/run-provider.js';
import { postCallRail, secret, Twilio } from './provider.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const play = playOf(process.argv.slice(2), process.env);
  if (play) await perform(play);
  else say(HELP);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function perform(play: Play): Promise<void> {
  if (play.what === 'callrail') {
    const key = secret('CALLRAIL_SIGNING_KEY', process.env);
    await postCallRail(play.url, key, callRailReport(play, new Date()), say);
    return;
  }
  if (play.what === 'provider') {
    await runProvider(play, secret('TWILIO_AUTH_TOKEN', process.env), say);
    return;
  }
  if (play.what === 'email') {
    const { from, text, letter } = play;
    const mailbox = {
      smtpUrl: secret('SMTP_URL', process.env),
      imapUrl: secret('IMAP_URL', process.env),
      outgoing: secret('MAIL_OUTGOING', process.env),
    };
    await sendLetter({ ...letter, from, text }, mailbox, say);
    return;
  }
  const twilio = new Twilio(play, secret('TWILIO_AUTH_TOKEN', process.env), say);
  if (play.what === 'call') await new PhoneCall(play, twilio, say).run();
  else await sendText(play, twilio);
}

async function sendText({ from, to, text }: Play, twilio: Twilio): Promise<void> {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  await twilio.post('/webhooks/twilio/sms', {
    MessageSid: sid,
    SmsSid: sid,
    From: from,
    To: to,
    Body: text,
    NumMedia: '0',
    FromState: 'TX',
    FromZip: '75201',
    SmsStatus: 'received',
  });
}
