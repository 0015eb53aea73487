import type { Attribution, Visitor } from '#contract';

/** The last touch in the shape of a first one; undefined when it was the first. */
export function lastTouch(attribution: Attribution | undefined): Attribution | undefined {
  if (!attribution) return undefined;
  const last = {
    utmSource: attribution.lastUtmSource,
    utmMedium: attribution.lastUtmMedium,
    utmCampaign: attribution.lastUtmCampaign,
    gclid: attribution.lastGclid,
    landingPath: attribution.lastLandingPath,
    referrer: attribution.lastReferrer,
  };
  return Object.values(last).some((value) => value !== undefined) ? last : undefined;
}

/** What the rules of our numbers look at. */
export function visitorOf({ utmSource, utmCampaign, referrer, landingPath }: Attribution): Visitor {
  return { utmSource, utmCampaign, referrer, path: landingPath };
}
