import { createLogger, runProcess } from '#platform';
import { openPostOffice } from './fake-provider/post-office.js';

// Started by the launcher, for the demo.
const { SMTP_URL = '', IMAP_URL = '', MAIL_OUTGOING = '' } = process.env;

await runProcess(createLogger('mailbox'), () =>
  openPostOffice({ smtpUrl: SMTP_URL, imapUrl: IMAP_URL, outgoing: MAIL_OUTGOING }),
);
