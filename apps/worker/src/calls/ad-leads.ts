import { z } from 'zod';
import type { FormEvent } from './phone-event.js';

const GoogleLead = z.object({
  user_column_data: z
    .array(
      z.object({
        column_id: z.string().catch(''),
        column_name: z.string().nullish().catch(null),
        string_value: z.string().catch(''),
      }),
    )
    .catch([]),
});

const KNOWN = new Set([
  'FULL_NAME',
  'FIRST_NAME',
  'LAST_NAME',
  'PHONE_NUMBER',
  'EMAIL',
  'POSTAL_CODE',
]);

/** Reads a lead form of Google's. Source: Google Ads, "WebhookLead". */
export function googleLead(body: string): FormEvent {
  const columns = GoogleLead.parse(JSON.parse(body)).user_column_data;
  const value = (id: string) =>
    columns.find((column) => column.column_id === id)?.string_value.trim() || null;
  const others = columns.filter(({ column_id }) => !KNOWN.has(column_id));
  return {
    name:
      value('FULL_NAME') ??
      ([value('FIRST_NAME'), value('LAST_NAME')].filter(Boolean).join(' ') || null),
    phone: value('PHONE_NUMBER'),
    email: value('EMAIL'),
    zip: value('POSTAL_CODE'),
    answers:
      others
        .map((column) => `${column.column_name ?? column.column_id}: ${column.string_value}`)
        .join('\n') || null,
  };
}
