import type { z } from 'zod';
import type { ShownTo, TrackingNumberView } from '#contract';

export type TrackingNumber = z.infer<typeof TrackingNumberView>;

/** Whom the site shows a number to, part by part; none: nobody by a rule. */
export function rulesInWords(number: ShownTo): string[] {
  return [
    number.utmSource && `utm_source ${number.utmSource}`,
    number.utmCampaign && `utm_campaign ${number.utmCampaign}`,
    number.referrerHost && `from ${number.referrerHost}`,
    number.pathPrefix && `on ${number.pathPrefix}`,
  ].filter((part): part is string => !!part);
}
