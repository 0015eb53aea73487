import { ourLanguage } from '#contract';

/** Who an e-mail is from. */
export interface MailSender {
  organisation: string;
  postalAddress: string;
}

interface MailWords {
  subject: string;
  body: string;
  unsubscribeUrl: string;
  language: string;
  /** Why they get it; null or absent: they asked us to write to them. */
  why?: string;
}

const FOOTERS = {
  en: {
    why: (name: string) => `You get this e-mail because you asked ${name} to write to you.`,
    stop: 'No more e-mails',
    stopText: 'If you want no more e-mails, open:',
  },
  es: {
    why: (name: string) => `Recibe este correo porque pidió a ${name} que le escribiera.`,
    stop: 'No recibir más correos',
    stopText: 'Si no quiere recibir más correos, abra:',
  },
} as const;

/**
 * Both readings of an e-mail, each ending with who sends it, from which postal address, and how to get no more (rule
 * R21). The words come first, so that they are what a mail program previews.
 */
export function composeMail(
  { organisation, postalAddress }: MailSender,
  { subject, body, unsubscribeUrl, language, why }: MailWords,
): { text: string; html: string } {
  const footer = FOOTERS[ourLanguage(language)];
  const because = why ?? footer.why(organisation);
  const address = postalAddress
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const text = [
    body,
    '',
    '-- ',
    organisation,
    ...address,
    '',
    because,
    footer.stopText,
    unsubscribeUrl,
    '',
  ].join('\n');
  const html = `<!DOCTYPE html>
<html lang="${ourLanguage(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Georgia,serif;color:#1f2a2e;background:#ffffff">
${paragraphs(body)}
<hr style="border:0;border-top:1px solid #c9d3d6;margin:32px 0 16px">
<p style="font-size:13px;color:#51626a">${[organisation, ...address].map(escapeHtml).join('<br>')}</p>
<p style="font-size:13px;color:#51626a">${escapeHtml(because)}
<a href="${escapeHtml(unsubscribeUrl)}" style="color:#1c5d6b">${footer.stop}</a></p>
</body>
</html>
`;
  return { text, html };
}

function paragraphs(body: string): string {
  return body
    .split(/\r?\n\s*\r?\n/)
    .map((part) => `<p>${part.split(/\r?\n/).map(escapeHtml).join('<br>')}</p>`)
    .join('\n');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
