import { DirectoryReport } from '#contract';
import type { Arrival } from '#inquiries';
import type { Clock } from '#platform';
import { issueTicket, readTicket } from '../get-started/form-ticket.js';
import { addressCounts, isOwnAddress, suspicionOfForm } from '../get-started/suspicion.js';

export interface DirectoryReportsOptions {
  /** Stores, or keeps in the sealed spool: the site's `Spool`. */
  spool: { takeOrKeep(arrival: Arrival): Promise<unknown> };
  /** Signs the forms' tickets. */
  secret: Buffer;
  clock: Clock;
}

/** What was typed into the form. */
export interface TypedReport {
  about: string[];
  text: string;
  issued: string;
  website: string;
}

export type ReportProblem = 'missing' | 'tooLong';

/** Takes what visitors say is wrong about a place: each is one sealed inquiry, on disk when it returns. */
export class DirectoryReports {
  readonly #addresses = addressCounts();

  constructor(private readonly options: DirectoryReportsOptions) {}

  now(): Date {
    return this.options.clock.now();
  }

  newTicket(): string {
    return issueTicket(this.options.secret, this.options.clock.now());
  }

  /** What has to be written differently; null: it is taken. The same form sent twice is one report. */
  async take(facilityId: string, typed: TypedReport, ip: string): Promise<ReportProblem | null> {
    const { about, text } = typed;
    const read = DirectoryReport.safeParse({ facilityId, about, text });
    if (!read.success) {
      const long = read.error.issues.some(({ path }) => path[0] === 'text');
      return long ? 'tooLong' : 'missing';
    }
    const now = this.options.clock.now();
    const ticket = readTicket(this.options.secret, typed.issued, now);
    const suspicion: string[] = suspicionOfForm(typed.website, ticket);
    if (!isOwnAddress(ip) && this.#addresses.tooMany(ip, now)) suspicion.push('many_from_address');
    await this.options.spool.takeOrKeep({
      kind: 'directory_report',
      provider: 'finder',
      ...(ticket.state === 'valid' && ticket.nonce ? { eventId: `report:${ticket.nonce}` } : {}),
      envelope: { type: 'directory_report', report: read.data, receivedAt: now.toISOString() },
      digestOf: Buffer.from(JSON.stringify(read.data)),
      suspicion,
    });
    return null;
  }
}

/** Reads the form as it was posted. */
export function readReport(body: string): TypedReport {
  const form = new URLSearchParams(body);
  const one = (name: string) => form.get(name) ?? '';
  return {
    about: [...new Set(form.getAll('about'))],
    text: one('text'),
    issued: one('issued'),
    website: one('website'),
  };
}
