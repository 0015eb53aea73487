import { describe, expect, test } from '@jest/globals';
import { shownNumber, type ShownTo } from '#contract';

const number = (name: string, rule: Partial<ShownTo> = {}, isDefault = false) => ({
  name,
  utmSource: null,
  isDefault,
  ...rule,
});
const NUMBERS = [
  number('pool'),
  number('main', {}, true),
  number('google', { utmSource: 'Google' }),
  number('google spring', { utmSource: 'google', utmCampaign: 'Spring' }),
  number('organic', { referrerHost: 'google.com' }),
  number('articles', { pathPrefix: '/articles/' }),
  number('articles from google', { pathPrefix: '/articles', referrerHost: 'google.com' }),
];

describe('which number a visitor sees', () => {
  test.each([
    [{}, 'main'],
    [{ utmSource: 'bing' }, 'main'],
    [{ utmSource: ' GOOGLE ' }, 'google'],
    [{ utmSource: 'google', utmCampaign: 'spring' }, 'google spring'],
    [{ utmSource: 'bing', utmCampaign: 'spring' }, 'main'],
    [{ referrer: 'https://www.google.com' }, 'organic'],
    [{ referrer: 'https://google.com.evil.example' }, 'main'],
    [{ referrer: 'https://notgoogle.com' }, 'main'],
    [{ referrer: 'not a url at all' }, 'main'],
    [{ path: '/articles' }, 'articles'],
    [{ path: '/articles/relapse' }, 'articles'],
    [{ path: '/articles-other' }, 'main'],
    [{ path: '/articles/x', referrer: 'https://google.com' }, 'articles from google'],
    [{ path: '/articles/x', utmSource: 'google' }, 'google'],
  ])('%j sees %s', (visitor, name) => expect(shownNumber(NUMBERS, visitor)?.name).toBe(name));

  test('who comes back a way that has no number keeps the number of the first way', () => {
    const earlier = { utmSource: 'google' };
    expect(shownNumber(NUMBERS, { utmSource: 'newsletter' }, earlier)?.name).toBe('google');
    expect(shownNumber(NUMBERS, { referrer: 'https://google.com' }, earlier)?.name).toBe('organic');
  });

  test('without a usual one the first stands in, and of none there is none', () => {
    expect(shownNumber([number('only')], { utmSource: 'x' })?.name).toBe('only');
    expect(shownNumber([], {})).toBeUndefined();
  });
});
