import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { isId } from '#platform';
import type { Colleague, EmergencyOf } from '../http/visit.js';
import { leadsOfRecord } from './lead-of-record.js';

/** Lists that are of one lead when their filter says `leadId`; what else it says narrows them further. */
const LISTED: ReadonlySet<string> = new Set([
  'calls',
  'messages',
  'tasks',
  'coverages',
  'benefit-checks',
  'matches',
  'referrals',
  'inquiries',
]);
/** What an emergency shows of its lead: the lead, its patient, and what hangs on it under an address of its own. */
const OPENED: ReadonlySet<string> = new Set(['leads', 'people', ...LISTED]);

/** Finds the emergency access that a request is covered by (rule R9). */
@Injectable()
export class EmergencyDoor {
  constructor(private readonly source: DataSource) {}

  /**
   * The open access of this colleague whose lead, or whose patient's page, the request reads; undefined
   * for everything else. It never covers a change.
   */
  async covering(
    request: FastifyRequest,
    { emergencies }: Colleague,
  ): Promise<EmergencyOf | undefined> {
    if (emergencies.size === 0 || request.method !== 'GET') return undefined;
    for (const about of await this.#about(request)) {
      for (const [leadId, open] of emergencies) {
        if (about === leadId || about === open.patientId) return { ...open, leadId };
      }
    }
    return undefined;
  }

  async #about(request: FastifyRequest): Promise<string[]> {
    const [, , resource = '', ...rest] = (request.routeOptions.url ?? '').split('/');
    if (rest.length === 0) return LISTED.has(resource) ? leadsAskedFor(request.query) : [];
    const { id } = request.params as { id?: string };
    if (!OPENED.has(resource) || !isId(id ?? '')) return [];
    return leadsOfRecord(this.source, resource, (id as string).toLowerCase());
  }
}

/** The lead that a list's filter names. */
function leadsAskedFor(query: unknown): string[] {
  const { filter } = query as { filter?: unknown };
  try {
    const { leadId } = JSON.parse(String(filter)) as { leadId?: unknown };
    return typeof leadId === 'string' && isId(leadId) ? [leadId.toLowerCase()] : [];
  } catch {
    // The list itself says what is wrong with its filter.
    return [];
  }
}
