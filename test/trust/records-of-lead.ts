import type { DataSource } from 'typeorm';
import { LEADS_OF } from '../../apps/desk/src/protection/lead-of-record.js';

/** Resource of the desk → the id of one of its records that is about this lead, as far as there is one. */
export async function recordsOfLead(
  owner: DataSource,
  { leadId, patientId }: { leadId: string; patientId: string },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [resource, sql] of Object.entries(LEADS_OF)) {
    const table = /FROM (\w+) WHERE (\w+) = \$1/.exec(sql);
    if (!table) {
      ids.set(resource, resource === 'people' ? patientId : leadId);
      continue;
    }
    const [row] = await owner.query(
      `SELECT r.${table[2]} AS id FROM ${table[1]} r
       WHERE $1::uuid IN (${sql.replace('$1', `r.${table[2]}`)}) ORDER BY 1 DESC LIMIT 1`,
      [leadId],
    );
    if (row) ids.set(resource, row.id);
  }
  return ids;
}
