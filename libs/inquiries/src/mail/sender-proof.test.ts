import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSenderProven } from './sender-proof.js';

const OURS = 'mx.harbor.example';
const MARIA = 'maria@mail.example';
const mail = (head: string[], from = `Maria <${MARIA}>`) =>
  Buffer.from([...head, `From: ${from}`, 'Subject: Hello', '', 'Hello'].join('\r\n'));
const said = (results: string, server = OURS) => `Authentication-Results: ${server}; ${results}`;

describe('whether our mail server vouches for who wrote', () => {
  test.each<[string, string[], boolean]>([
    ['DMARC passed', [said('dmarc=pass (p=reject) header.from=mail.example')], true],
    [
      'folded, with a version, comments and capitals',
      [
        'authentication-results: MX.harbor.example 1;\r\n\tspf=pass smtp.mailfrom=other.example;\r\n\tDMARC=Pass (sp=none (really)) policy.dmarc=none\r\n\t header.from=Mail.Example',
      ],
      true,
    ],
    ['a signature of the same domain, no DMARC', [said('dkim=pass header.d=mail.example')], true],
    [
      'the same in an older server’s words',
      [said('dmarc=none; dkim=pass header.i=@mail.example')],
      true,
    ],
    ['nothing said', [], false],
    ['none', [said('none')], false],
    ['a sending address alone', [said('spf=pass smtp.mailfrom=mail.example')], false],
    ['DMARC failed', [said('dmarc=fail header.from=mail.example')], false],
    [
      'DMARC failed, a signature passed',
      [said('dkim=pass header.d=mail.example; dmarc=fail header.from=mail.example')],
      false,
    ],
    [
      'both said of DMARC',
      [said('dmarc=pass header.from=mail.example; dmarc=fail header.from=mail.example')],
      false,
    ],
    ['passed for another domain', [said('dmarc=pass header.from=evil.example')], false],
    ['a signature of somebody else', [said('dkim=pass header.d=bulk.example')], false],
    ['a domain that ends alike', [said('dkim=pass header.d=l.example')], false],
    [
      'said by another server',
      [said('dmarc=pass header.from=mail.example', 'mx.evil.example')],
      false,
    ],
    [
      'our name only as a beginning',
      [said('dmarc=pass header.from=mail.example', `${OURS}.evil.example`)],
      false,
    ],
    [
      'a field with our name that came along below ours',
      [said('dmarc=fail header.from=mail.example'), said('dmarc=pass header.from=mail.example')],
      false,
    ],
    ['passed, in a comment', [said('none (x; dmarc=pass header.from=mail.example)')], false],
  ])('%s', (_name, head, proven) => {
    expect(isSenderProven(mail(head), MARIA, OURS)).toBe(proven);
  });

  const passed = [said('dmarc=pass header.from=mail.example')];

  test('not where it is not said which server is ours', () => {
    expect(isSenderProven(mail(passed), MARIA, undefined)).toBe(false);
  });

  test('not for several writers, nor for whom an answer is to go to', () => {
    const two = mail(passed, `${MARIA}, eve@mail.example`);
    expect(isSenderProven(two, MARIA, OURS)).toBe(false);
    expect(isSenderProven(mail([...passed, `From: eve@mail.example`]), MARIA, OURS)).toBe(false);
    expect(isSenderProven(mail(passed, 'no-reply@mail.example'), MARIA, OURS)).toBe(false);
    expect(isSenderProven(mail(passed), null, OURS)).toBe(false);
  });

  test('whatever the head holds, it never throws, and nothing but our name convinces', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (lines) => {
        const head = lines.map((line) => `Authentication-Results: evil.example; ${line}`);
        expect(isSenderProven(mail(head), MARIA, 'our-own.test')).toBe(false);
      }),
    );
  });
});
