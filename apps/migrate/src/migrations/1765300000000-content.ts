import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE content_picture (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  alt text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  added_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE content_picture_file (
  picture_id uuid NOT NULL REFERENCES content_picture (id),
  width integer NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (picture_id, width)
);

CREATE TABLE content_page (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  slug text NOT NULL,
  payer_id uuid REFERENCES payer (id),
  position integer NOT NULL DEFAULT 100,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT content_page_kind_check CHECK (kind IN ('article', 'faq', 'payer', 'page')),
  CONSTRAINT content_page_payer_check CHECK ((kind = 'payer') = (payer_id IS NOT NULL)),
  CONSTRAINT content_page_slug_key UNIQUE (kind, slug),
  CONSTRAINT content_page_payer_key UNIQUE (payer_id)
);

CREATE TABLE content_text (
  id uuid PRIMARY KEY,
  page_id uuid NOT NULL REFERENCES content_page (id),
  language text NOT NULL,
  number integer NOT NULL,
  title text NOT NULL,
  teaser text NOT NULL,
  body text NOT NULL,
  author text NOT NULL,
  sources jsonb NOT NULL DEFAULT '[]',
  picture_id uuid REFERENCES content_picture (id),
  written_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT content_text_once UNIQUE (page_id, language, number)
);

CREATE TABLE content_release (
  id uuid PRIMARY KEY,
  page_id uuid NOT NULL REFERENCES content_page (id),
  language text NOT NULL,
  text_id uuid REFERENCES content_text (id),
  public_from timestamptz NOT NULL,
  dropped_at timestamptz,
  decided_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX content_release_page ON content_release (page_id, language, public_from DESC, id DESC)
  WHERE dropped_at IS NULL;

CREATE TABLE content_review (
  id uuid PRIMARY KEY,
  text_id uuid NOT NULL REFERENCES content_text (id),
  reviewer text NOT NULL,
  credentials text,
  reviewed_on date NOT NULL,
  recorded_by uuid REFERENCES staff_user (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX content_review_text ON content_review (text_id, id DESC);`;

/** What the public reads: of each page and language the text that was decided on last, once its time has come. */
const VIEWS = `
CREATE VIEW public_content AS
  SELECT p.id AS page_id, p.kind, p.slug, p.payer_id, p.position, t.id AS text_id, t.language, t.number, t.title,
    t.teaser, t.body, t.author, t.sources, t.picture_id, first.public_from AS first_public, shown.public_from AS changed_at,
    review.reviewer, review.credentials, review.reviewed_on
  FROM content_page p
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (r.language) r.language, r.text_id, r.public_from FROM content_release r
    WHERE r.page_id = p.id AND r.dropped_at IS NULL AND r.public_from <= now()
    ORDER BY r.language, r.public_from DESC, r.id DESC
  ) shown
  JOIN content_text t ON t.id = shown.text_id
  CROSS JOIN LATERAL (
    SELECT min(r.public_from) AS public_from FROM content_release r
    WHERE r.page_id = p.id AND r.language = t.language AND r.text_id IS NOT NULL AND r.dropped_at IS NULL
  ) first
  LEFT JOIN LATERAL (
    SELECT v.reviewer, v.credentials, v.reviewed_on FROM content_review v WHERE v.text_id = t.id ORDER BY v.id DESC LIMIT 1
  ) review ON true;

CREATE VIEW public_picture AS
  SELECT f.picture_id, f.width, f.body, p.width AS full_width, p.height AS full_height
  FROM content_picture_file f JOIN content_picture p ON p.id = f.picture_id;`;

export class Content1765300000000 implements MigrationInterface {
  name = 'Content1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['public_picture', 'public_content'])
      await runner.query(`DROP VIEW ${view}`);
    for (const table of [
      'content_review',
      'content_release',
      'content_text',
      'content_page',
      'content_picture_file',
      'content_picture',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
