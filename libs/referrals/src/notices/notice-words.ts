import type { NoticeKind } from '../entities/facility-notice.entity.js';

/** Who writes to a facility. */
export interface NoticeSender {
  organisation: string;
  /** Lines as on an envelope; needed for an e-mail. */
  postalAddress: string;
  /** The organisation's own number, as people read it. */
  phone: string | null;
}

/** What a notice says beside its kind. It has no field for a patient: none can be named. */
export interface NoticeParts {
  kind: NoticeKind;
  /** Where the facility answers; absent where the notice carries none. */
  url: string | null;
  /** Of `code`. */
  code: string | null;
}

const SUBJECTS: Record<NoticeKind, string> = {
  referral: 'A message is waiting for your team',
  nudge: 'A message is still waiting for your team',
  answer: 'An answer is waiting for your team',
  code: 'Your one-time code',
  withdrawn: 'A message to your team is no longer open',
};

const LEADS: Record<NoticeKind, string> = {
  referral:
    'We have a request for your team. Please open the page below to read it and to answer. The details open there with a one-time code that we send to this address.',
  nudge:
    'A request of ours to your team has not been answered yet. Please open the page below: one press tells us that you have it.',
  answer: 'We have answered your question. Please open the page below.',
  code: 'This code opens the details on the page you have open. It works once, for ten minutes. Nobody of ours will ask you for it.',
  withdrawn:
    'A request we sent to your team is no longer open. You need not do anything. Please delete what you printed or saved of it, unless you have to keep it.',
};

/**
 * Subject and text of a notice. It says that there is something to read and nothing of whom: no name, no drug, no
 * kind of help, in subject or text, because mailboxes of facilities are shared and phones show beginnings.
 */
export function noticeMail(
  sender: NoticeSender,
  parts: NoticeParts,
): { subject: string; text: string; html: string } {
  const paragraphs = [
    LEADS[parts.kind],
    ...(parts.code ? [parts.code] : []),
    ...(parts.url ? [parts.url] : []),
    sender.phone ? `Questions? Call us: ${sender.phone}` : 'Questions? Answer this e-mail.',
  ];
  const address = sender.postalAddress
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const text = [
    ...paragraphs.flatMap((line) => [line, '']),
    '-- ',
    sender.organisation,
    ...address,
    '',
  ].join('\n');
  const html = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(SUBJECTS[parts.kind])}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Georgia,serif;color:#1f2a2e;background:#ffffff">
${paragraphs.map((line) => htmlOf(line, parts)).join('\n')}
<hr style="border:0;border-top:1px solid #c9d3d6;margin:32px 0 16px">
<p style="font-size:13px;color:#51626a">${[sender.organisation, ...address].map(escapeHtml).join('<br>')}</p>
</body>
</html>
`;
  return { subject: `${SUBJECTS[parts.kind]} (${sender.organisation})`, text, html };
}

/** The same as a text of one or two parts. */
export function noticeSms(sender: NoticeSender, parts: NoticeParts): string {
  const { organisation } = sender;
  if (parts.kind === 'code')
    return `${organisation}: your one-time code is ${parts.code ?? ''}. It works for ten minutes.`;
  const said = `${organisation}: ${SUBJECTS[parts.kind].toLowerCase()}.`;
  return parts.url ? `${said} ${parts.url}` : said;
}

function htmlOf(line: string, { url, code }: NoticeParts): string {
  if (line === url) {
    return `<p><a href="${escapeHtml(line)}" style="display:inline-block;padding:12px 20px;background:#0d3b38;color:#ffffff;text-decoration:none;border-radius:8px">Open the page</a></p>
<p style="font-size:13px;color:#51626a">${escapeHtml(line)}</p>`;
  }
  if (line === code) return `<p style="font-size:28px;letter-spacing:4px">${escapeHtml(line)}</p>`;
  return `<p>${escapeHtml(line)}</p>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
