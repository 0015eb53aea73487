/** Who sees a number on the site: every part that is set must fit; none set: nobody sees it by a rule. */
export interface ShownTo {
  utmSource: string | null;
  utmCampaign?: string | null | undefined;
  /** The site they came from, `google.com`; its subdomains count too. */
  referrerHost?: string | null | undefined;
  /** The pages it is shown on: this one and those under it. */
  pathPrefix?: string | null | undefined;
}

/** What is known of a visitor. */
export interface Visitor {
  utmSource?: string | undefined;
  utmCampaign?: string | undefined;
  /** Origin or host of where they came from. */
  referrer?: string | undefined;
  /** The page's path, without a language prefix. */
  path?: string | undefined;
}

type Numbered = ShownTo & { isDefault: boolean };

/** How much a rule's parts say about where somebody came from; the number that says most is shown. */
const WEIGHTS = { utmCampaign: 8, utmSource: 4, referrerHost: 2, pathPrefix: 1 } as const;

/**
 * The number a visitor sees: the one whose rule says most about how they came last; when none fits that, about how they
 * first came (`earlier`), so that a way nobody counts does not hide the one that brought them; else the usual one, else the
 * first.
 */
export function shownNumber<N extends Numbered>(
  numbers: readonly N[],
  visitor: Visitor,
  earlier?: Visitor,
): N | undefined {
  return (
    numberByRule(numbers, visitor) ??
    (earlier && numberByRule(numbers, earlier)) ??
    numbers.find(({ isDefault }) => isDefault) ??
    numbers[0]
  );
}

/** Of the numbers whose every rule fits, the one that says most; of two that say the same the earlier. Undefined: none fits. */
export function numberByRule<N extends ShownTo>(
  numbers: readonly N[],
  visitor: Visitor,
): N | undefined {
  let best: { number: N; weight: number } | undefined;
  for (const number of numbers) {
    const weight = fit(number, visitor);
    if (weight > (best?.weight ?? 0)) best = { number, weight };
  }
  return best?.number;
}

/** Zero: it does not fit, or has no rule. */
function fit(rule: ShownTo, visitor: Visitor): number {
  let weight = 0;
  const parts = [
    [rule.utmCampaign, WEIGHTS.utmCampaign, sameWord(rule.utmCampaign, visitor.utmCampaign)],
    [rule.utmSource, WEIGHTS.utmSource, sameWord(rule.utmSource, visitor.utmSource)],
    [rule.referrerHost, WEIGHTS.referrerHost, within(hostOf(visitor.referrer), rule.referrerHost)],
    [rule.pathPrefix, WEIGHTS.pathPrefix, under(visitor.path, rule.pathPrefix)],
  ] as const;
  for (const [wanted, worth, fits] of parts) {
    if (!wanted) continue;
    if (!fits) return 0;
    weight += worth;
  }
  return weight;
}

function sameWord(wanted: string | null | undefined, given: string | undefined): boolean {
  return !!wanted && wanted.trim().toLowerCase() === given?.trim().toLowerCase();
}

function hostOf(referrer: string | undefined): string {
  if (!referrer) return '';
  const text = referrer.includes('://') ? referrer : `https://${referrer}`;
  return URL.canParse(text) ? new URL(text).hostname.toLowerCase() : '';
}

function within(host: string, domain: string | null | undefined): boolean {
  const wanted = domain?.trim().toLowerCase() ?? '';
  return wanted !== '' && (host === wanted || host.endsWith(`.${wanted}`));
}

function under(path: string | undefined, prefix: string | null | undefined): boolean {
  if (!path || !prefix) return false;
  const root = prefix.replace(/\/+$/, '');
  return path === root || path.startsWith(`${root}/`);
}
