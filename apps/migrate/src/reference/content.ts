import type { Client } from 'pg';
import { type ShippedText, shippedTexts } from '#content';
import { newId } from '#platform';

/**
 * The shipped articles and pages, public from the start. A newer shipped text becomes the next version where nobody of the
 * organisation has written, published or withdrawn anything in that language; whatever they decided stays.
 */
export async function loadContent(client: Client): Promise<void> {
  for (const text of shippedTexts()) {
    const pageId = await pageOf(client, text);
    await loadText(client, pageId, text);
  }
}

async function pageOf(client: Client, { kind, slug, position }: ShippedText): Promise<string> {
  await client.query(
    `INSERT INTO content_page (id, kind, slug, position) VALUES ($1, $2, $3, $4)
     ON CONFLICT (kind, slug) DO NOTHING`,
    [newId(), kind, slug, position],
  );
  const found = await client.query<{ id: string }>(
    'SELECT id FROM content_page WHERE kind = $1 AND slug = $2',
    [kind, slug],
  );
  const [page] = found.rows;
  if (!page) throw new Error(`The page ${slug} was neither found nor made.`);
  return page.id;
}

async function loadText(client: Client, pageId: string, { words }: ShippedText): Promise<void> {
  const { language, title, teaser, body, author } = words;
  const sources = JSON.stringify(words.sources);
  const id = newId();
  const added = await client.query(
    `INSERT INTO content_text (id, page_id, language, number, title, teaser, body, author, sources)
     SELECT $1, $2, $3, coalesce(max(t.number), 0) + 1, $4, $5, $6, $7, $8::jsonb
     FROM content_text t WHERE t.page_id = $2 AND t.language = $3
     HAVING bool_and(t.written_by IS NULL) IS NOT false
       AND NOT coalesce((array_agg((t.title, t.teaser, t.body, t.author, t.sources) = ($4, $5, $6, $7, $8::jsonb)
         ORDER BY t.number DESC))[1], false)
       AND NOT EXISTS (SELECT 1 FROM content_release r
         WHERE r.page_id = $2 AND r.language = $3 AND r.decided_by IS NOT NULL)`,
    [id, pageId, language, title, teaser, body, author, sources],
  );
  if (added.rowCount === 0) return;
  await client.query(
    `INSERT INTO content_release (id, page_id, language, text_id, public_from) VALUES ($1, $2, $3, $4, now())`,
    [newId(), pageId, language, id],
  );
}
