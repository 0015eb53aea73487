import type { Ticket } from './form-ticket.js';

/** Why a machine may have written a request. Reasons hold it back for a human; they never drop it. */
export type SuspicionReason =
  | 'honeypot'
  | 'too_fast'
  | 'form_ticket_mangled'
  | 'many_from_address'
  | 'many_for_phone';

/** Nobody reads a form and types a name and a number in less; milliseconds. */
const TOO_FAST = 2500;

/** Reasons that lie in the form itself. */
export function suspicionOfForm(honeypot: string, ticket: Ticket): SuspicionReason[] {
  const reasons: SuspicionReason[] = [];
  if (honeypot.trim() !== '') reasons.push('honeypot');
  if (ticket.state === 'mangled') reasons.push('form_ticket_mangled');
  if (ticket.state === 'valid' && ticket.ageMs < TOO_FAST) reasons.push('too_fast');
  return reasons;
}

/**
 * Counts how often something came within a window. A soft signal of this process alone: it can
 * make a request suspicious, never refuse it, so another replica need not know.
 */
export class RecentCounts {
  readonly #seen = new Map<string, number[]>();

  /** @param windowMs how long a visit counts @param most how many are unremarkable @param keep most keys remembered */
  constructor(
    private readonly windowMs: number,
    private readonly most: number,
    private readonly keep = 20_000,
  ) {}

  /** Counts one more; true when there have been more than are unremarkable. */
  tooMany(key: string, now: Date): boolean {
    const at = now.getTime();
    const recent = (this.#seen.get(key) ?? []).filter((one) => one > at - this.windowMs);
    recent.push(at);
    this.#seen.delete(key);
    this.#seen.set(key, recent.slice(-this.most - 1));
    if (this.#seen.size > this.keep) this.#forgetOldest();
    return recent.length > this.most;
  }

  /** Takes the last one back: nothing came of it. */
  takeBack(key: string): void {
    this.#seen.get(key)?.pop();
  }

  #forgetOldest(): void {
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}

/** Ten minutes; an address shared by a clinic or a library stays unremarkable. */
export const addressCounts = () => new RecentCounts(10 * 60_000, 20);
/** The same of one address by JSON: a partner's server speaks for many. */
export const serverCounts = () => new RecentCounts(10 * 60_000, 120);
/** Posts with photos, which weigh a thousand times more. */
export const photoCounts = () => new RecentCounts(10 * 60_000, 8);
/** What is sent from the page of one request, in an hour. */
export const statusCounts = () => new RecentCounts(60 * 60_000, 20);
/** One hour. */
export const phoneCounts = () => new RecentCounts(60 * 60_000, 10);

/** A loopback or private address is our own proxy or network, and says nothing about a visitor. */
export function isOwnAddress(ip: string): boolean {
  const plain = ip.replace(/^::ffff:/, '');
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(plain);
}
