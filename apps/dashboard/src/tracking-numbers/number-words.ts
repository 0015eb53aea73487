import type { z } from 'zod';
import type { ShownTo, TrackingNumberView } from '#contract';

export type TrackingNumber = z.infer<typeof TrackingNumberView>;

/** How a number is used, and the colour of the word. */
export const USES = {
  usual: { label: 'The usual number', colour: 'teal' },
  site: { label: 'Shown on the site', colour: 'green' },
  elsewhere: { label: 'Printed elsewhere', colour: 'blue' },
  pool: { label: 'Free in the pool', colour: 'yellow' },
  resting: { label: 'Not in use', colour: 'grey' },
} as const;
export type NumberUse = keyof typeof USES;

export function useOf(number: TrackingNumber): NumberUse {
  if (number.isDefault) return 'usual';
  if (!number.active) return 'resting';
  if (rulesInWords(number).length > 0) return 'site';
  return number.places ? 'elsewhere' : 'pool';
}

/** Whom the site shows a number to, part by part; none: nobody by a rule. */
export function rulesInWords(number: ShownTo): string[] {
  return [
    number.utmSource && `utm_source ${number.utmSource}`,
    number.utmCampaign && `utm_campaign ${number.utmCampaign}`,
    number.referrerHost && `from ${number.referrerHost}`,
    number.pathPrefix && `on ${number.pathPrefix}`,
  ].filter((part): part is string => !!part);
}
