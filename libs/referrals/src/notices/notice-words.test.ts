import { describe, expect, test } from '@jest/globals';
import { unsafeWord } from '#contract';
import type { NoticeKind } from '../entities/facility-notice.entity.js';
import { noticeMail, noticeSms } from './notice-words.js';

const KINDS: NoticeKind[] = ['referral', 'nudge', 'answer', 'code', 'withdrawn'];
const SENDER = {
  organisation: 'Harbor Line',
  postalAddress: '1 Pier Road\nAustin, TX 78701',
  phone: '(888) 555-0100',
};
const URL = 'https://example.org/referrals/0123456789abcdefghjkmnpqrs';

describe.each(KINDS)('a notice to a facility: %s', (kind) => {
  const parts = { kind, url: URL, code: kind === 'code' ? '123456' : null };

  test('R21 names no drug and no treatment, in subject, text or SMS, and says who writes from where', () => {
    const mail = noticeMail(SENDER, parts);
    expect(unsafeWord(mail.subject)).toBeNull();
    expect(unsafeWord(mail.text)).toBeNull();
    expect(unsafeWord(noticeSms(SENDER, parts))).toBeNull();
    expect(mail.text).toContain('1 Pier Road');
    expect(mail.html).toContain('Austin, TX 78701');
    expect(mail.subject).toContain('Harbor Line');
  });

  test('carries its link or code, and markup of settings is text', () => {
    const mail = noticeMail({ ...SENDER, organisation: '<b>Harbor</b>' }, parts);
    expect(mail.text).toContain(URL);
    expect(mail.html).toContain('&lt;b&gt;Harbor');
    if (kind === 'code') {
      expect(mail.text).toContain('123456');
      expect(mail.subject).not.toContain('123456');
    }
  });
});
