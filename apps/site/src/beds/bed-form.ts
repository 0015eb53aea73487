import type { BedPageData, BedReport } from './bed-reports.js';

/** What was typed for a program, and what is wrong with it. */
export interface TypedBeds {
  open: string;
  inAll: string;
  problem: 'open' | 'inAll' | 'more' | null;
}

const MOST = 10_000;

/**
 * Reads the form of a facility's beds. A program left empty is not reported. Without a problem in any of them `reports`
 * holds what to store; with one, `typed` says where.
 */
export function readBedForm(
  body: string,
  page: BedPageData,
): { typed: Map<string, TypedBeds>; reports: BedReport[] } {
  const form = new URLSearchParams(body);
  const typed = new Map<string, TypedBeds>();
  const reports: BedReport[] = [];
  for (const { id } of page.programs) {
    const open = (form.get(`open-${id}`) ?? '').trim().slice(0, 20);
    const inAll = (form.get(`all-${id}`) ?? '').trim().slice(0, 20);
    const problem = problemOf(open, inAll);
    typed.set(id, { open, inAll, problem });
    if (open === '' || problem) continue;
    reports.push({
      programId: id,
      bedsOpen: Number(open),
      bedsInAll: inAll === '' ? null : Number(inAll),
    });
  }
  const failed = [...typed.values()].some(({ problem }) => problem !== null);
  return { typed, reports: failed ? [] : reports };
}

function problemOf(open: string, inAll: string): TypedBeds['problem'] {
  if (open === '') return null;
  if (!isCount(open)) return 'open';
  if (inAll !== '' && !isCount(inAll)) return 'inAll';
  return inAll !== '' && Number(open) > Number(inAll) ? 'more' : null;
}

function isCount(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= MOST;
}
