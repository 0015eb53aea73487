import type { AuditExportInput, ReadingAlertView, Seen, SeenBy } from '#contract';
import { read, send } from '../api/http-client';
import { saveFile } from '../api/save-file';

/** A stretch of days, both included, as two date fields have it. */
export interface Days {
  from: string;
  to: string;
}

/** The stretch from the first midnight to the one after the last day, in the reader's zone. */
export function stretchOf({ from, to }: Days): { from: string; to: string } {
  const end = new Date(`${to}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return { from: new Date(`${from}T00:00:00`).toISOString(), to: end.toISOString() };
}

/** The last thirty days. */
export function lastThirtyDays(now: number): Days {
  const day = (at: number) => {
    const date = new Date(at);
    const two = (part: number) => String(part).padStart(2, '0');
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  };
  return { from: day(now - 29 * 86_400_000), to: day(now) };
}

const ask = (params: Record<string, string>) => new URLSearchParams(params).toString();

export const askSeenBy = (of: string, days: Days, signal?: AbortSignal) =>
  read<SeenBy>(`/api/audit-events/seen-by?${ask({ of, ...stretchOf(days) })}`, signal);
export const askSeen = (actorId: string, days: Days, signal?: AbortSignal) =>
  read<Seen>(`/api/audit-events/seen?${ask({ actorId, ...stretchOf(days) })}`, signal);

/** Fetches the export and hands it to the browser as a file. */
export async function downloadAudit(input: AuditExportInput): Promise<void> {
  const name = `audit-${input.from.slice(0, 10)}-${input.to.slice(0, 10)}.csv`;
  await saveFile('/api/audit-events/export', name, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
}

export const READING_ALERTS_KEY = ['reading-alerts'];
export const readAlerts = (signal?: AbortSignal) =>
  read<ReadingAlertView[]>('/api/reading-alerts', signal);
export const reviewAlert = (id: string, version: number, note: string) =>
  send<ReadingAlertView>('POST', `/api/reading-alerts/${encodeURIComponent(id)}/review`, {
    version,
    note,
  });
