import type { Client } from 'pg';
import { SHIPPED_TEMPLATES } from '#messages';
import { newId } from '#platform';

/** The shipped templates, found again by their codes; one that is there keeps the words it has. */
export async function loadTemplates(client: Client): Promise<void> {
  for (const { code, name, channel, texts } of SHIPPED_TEMPLATES) {
    const id = newId();
    const added = await client.query(
      `INSERT INTO template (id, code, name, channel) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code) DO NOTHING RETURNING id`,
      [id, code, name, channel],
    );
    if (added.rowCount === 0) continue;
    for (const { language, subject, body } of texts) {
      await client.query(
        `INSERT INTO template_text (id, template_id, language, number, subject, body)
         VALUES ($1, $2, $3, 1, $4, $5)`,
        [newId(), id, language, subject ?? null, body],
      );
    }
  }
}
