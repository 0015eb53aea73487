import { describe, expect, test } from '@jest/globals';
import { sourceOf, type Traces } from './source-of.js';

const form: Traces = { kind: 'form', provider: 'site' };

describe('sourceOf', () => {
  test.each<[string, Traces, string]>([
    ['a plain form', form, 'web_form'],
    ['a coverage question', { ...form, kind: 'coverage_question' }, 'coverage_form'],
    ['an ad click', { ...form, attribution: { gclid: 'abc' } }, 'paid_search'],
    [
      'a paid campaign',
      { ...form, attribution: { utmSource: 'google', utmMedium: 'cpc' } },
      'paid_search',
    ],
    ['a source without a medium', { ...form, attribution: { utmSource: 'bing' } }, 'paid_search'],
    [
      'a social campaign',
      { ...form, attribution: { utmSource: 'facebook', utmMedium: 'paid' } },
      'social',
    ],
    [
      'an unpaid search',
      { ...form, attribution: { utmSource: 'google', utmMedium: 'organic' } },
      'organic_search',
    ],
    [
      'a newsletter',
      { ...form, attribution: { utmSource: 'news', utmMedium: 'email' } },
      'web_form',
    ],
    ['a call', { kind: 'call', provider: 'twilio' }, 'toll_free'],
    ['a voicemail', { kind: 'voicemail', provider: 'callrail' }, 'toll_free'],
    ['a text', { kind: 'sms', provider: 'twilio' }, 'sms'],
    ["Google's form", { kind: 'ad_lead_form', provider: 'google_leads' }, 'paid_search'],
    ["Meta's form", { kind: 'ad_lead_form', provider: 'meta_leads' }, 'social'],
  ])('%s', (_, traces, source) => {
    expect(sourceOf(traces)).toBe(source);
  });
});
