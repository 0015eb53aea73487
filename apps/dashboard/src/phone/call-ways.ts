import type { ChannelView } from '#contract';

/**
 * The number one calls: of those that may be called now the patient's first, else the one that opens
 * soonest, else the first there is; undefined where no number is known. The desk lists the patient first.
 */
export function numberToCall(channels: readonly ChannelView[]): ChannelView | undefined {
  const numbers = channels.filter(({ channel }) => channel === 'call');
  const open = numbers.find((number) => number.open);
  if (open) return open;
  const [soonest] = numbers
    .filter(({ opensAt }) => opensAt !== null)
    .toSorted((one, other) => Date.parse(one.opensAt ?? '') - Date.parse(other.opensAt ?? ''));
  return soonest ?? numbers[0];
}

/** One number among the ways to reach the people on a lead. */
export const wayTo = (channels: readonly ChannelView[], phone: string): ChannelView | undefined =>
  channels.find(({ channel, address }) => channel === 'call' && address === phone);
