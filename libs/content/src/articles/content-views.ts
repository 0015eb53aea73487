import { type EntityManager, In } from 'typeorm';
import type { ArticleDetail, ArticleRow, ContentStanding, ContentText } from '#contract';
import { groupBy } from '#platform';
import { ContentPageEntity, ContentTextEntity } from './content.entity.js';
import { readMarkdown, wordsOf } from './markdown.js';
import { pathOf } from './page-path.js';
import { readingGrade } from './reading-grade.js';

interface StandingRow {
  page_id: string;
  language: ContentStanding['language'];
  title: string;
  newest: number;
  public_number: number | null;
  public_since: Date | null;
  planned_number: number | null;
  planned_at: Date | null;
  reviewed_number: number | null;
  reviewer: string | null;
  reviewed_on: string | null;
}

const STANDINGS = `
  SELECT newest.page_id, newest.language, newest.title, newest.number AS newest,
    shown.number AS public_number, CASE WHEN shown.number IS NOT NULL THEN shown.public_from END AS public_since,
    planned.number AS planned_number, planned.public_from AS planned_at,
    review.number AS reviewed_number, review.reviewer, review.reviewed_on::text AS reviewed_on
  FROM (
    SELECT DISTINCT ON (page_id, language) page_id, language, title, number FROM content_text
    WHERE page_id = ANY ($1::uuid[]) ORDER BY page_id, language, number DESC
  ) newest
  LEFT JOIN LATERAL (
    SELECT t.number, r.public_from FROM content_release r LEFT JOIN content_text t ON t.id = r.text_id
    WHERE r.page_id = newest.page_id AND r.language = newest.language AND r.dropped_at IS NULL AND r.public_from <= $2
    ORDER BY r.public_from DESC, r.id DESC LIMIT 1
  ) shown ON true
  LEFT JOIN LATERAL (
    SELECT t.number, r.public_from FROM content_release r JOIN content_text t ON t.id = r.text_id
    WHERE r.page_id = newest.page_id AND r.language = newest.language AND r.dropped_at IS NULL AND r.public_from > $2
    ORDER BY r.public_from, r.id LIMIT 1
  ) planned ON true
  LEFT JOIN LATERAL (
    SELECT t.number, v.reviewer, v.reviewed_on FROM content_review v JOIN content_text t ON t.id = v.text_id
    WHERE t.page_id = newest.page_id AND t.language = newest.language ORDER BY v.id DESC LIMIT 1
  ) review ON true
  ORDER BY newest.page_id, newest.language`;

/** Pages as lists show them, in the order of `ids`. */
export async function articleRows(
  manager: EntityManager,
  ids: readonly string[],
  now: Date,
): Promise<ArticleRow[]> {
  const [pages, standings] = await Promise.all([
    manager.findBy(ContentPageEntity, { id: In([...ids]) }),
    manager.query<StandingRow[]>(STANDINGS, [ids, now]),
  ]);
  const byId = new Map(pages.map((page) => [page.id, page]));
  const of = groupBy(standings, ({ page_id }) => page_id);
  return ids.flatMap((id) => {
    const page = byId.get(id);
    return page ? [rowOf(page, of.get(id) ?? [])] : [];
  });
}

/** One page with its newest words; undefined when there is none. */
export async function articleDetail(
  manager: EntityManager,
  id: string,
  now: Date,
): Promise<ArticleDetail | undefined> {
  const [row] = await articleRows(manager, [id], now);
  if (!row) return undefined;
  const texts = await newestTexts(manager, id);
  return { ...row, texts: texts.map(textView), path: pathOf(row.kind, row.slug) };
}

/** The newest text of each language of a page. */
export function newestTexts(manager: EntityManager, pageId: string): Promise<ContentTextEntity[]> {
  return manager
    .createQueryBuilder(ContentTextEntity, 'text')
    .distinctOn(['text.language'])
    .where('text.pageId = :pageId', { pageId })
    .orderBy('text.language')
    .addOrderBy('text.number', 'DESC')
    .getMany();
}

export function textView(text: ContentTextEntity): ContentText {
  const { id, language, number, title, teaser, body, author, sources, pictureId, writtenBy } = text;
  return {
    id,
    language,
    number,
    title,
    teaser,
    body,
    author,
    sources,
    pictureId,
    grade: readingGrade(wordsOf(readMarkdown(body).blocks), language),
    writtenBy,
    createdAt: text.createdAt.toISOString(),
  };
}

function rowOf(page: ContentPageEntity, standings: readonly StandingRow[]): ArticleRow {
  const { id, version, kind, slug, payerId, position, createdAt, updatedAt } = page;
  return {
    id,
    version,
    kind,
    slug,
    payerId,
    position,
    standings: standings.map((row) => ({
      language: row.language,
      title: row.title,
      newest: row.newest,
      publicNumber: row.public_number,
      publicSince: row.public_since?.toISOString() ?? null,
      plannedNumber: row.planned_number,
      plannedAt: row.planned_at?.toISOString() ?? null,
      reviewedNumber: row.reviewed_number,
      reviewer: row.reviewer,
      reviewedOn: row.reviewed_on,
    })),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
