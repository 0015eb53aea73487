import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { ArticleDetail, ArticleRow, ContentPreview, PictureView } from '#contract';
import { loadContent } from '../../apps/migrate/src/reference/content.js';
import { shippedTexts } from '#content';
import { Client } from 'pg';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

const HOUR = 3_600_000;
const words = (language: 'en' | 'es', body: string, more: object = {}) => ({
  language,
  title: 'Sleep in the first weeks',
  teaser: 'Why nights are hard, and what helps.',
  body,
  author: 'Rosa Blum',
  sources: [],
  ...more,
});

describe('the content desk', () => {
  let t: DeskUnderTest;
  let manager: DeskClient;
  let agent: DeskClient;
  const clients = new Map<string, DeskClient>();
  beforeAll(async () => {
    t = await deskUnderTest();
    for (const role of ['manager', 'agent', 'auditor'] as const) {
      clients.set(role, deskClient(t.url, await signIn(t.url, (await t.hire(role)).email)));
    }
    manager = clients.get('manager') as DeskClient;
    agent = clients.get('agent') as DeskClient;
  }, 60_000);
  afterAll(() => t?.close());

  let made = 0;
  const create = async (more: object = {}): Promise<ArticleDetail> => {
    made += 1;
    const input = {
      kind: 'article',
      slug: `sleep-${made}`,
      texts: [words('en', 'First.')],
      ...more,
    };
    const { status, body } = await manager.post('/api/articles', input);
    expect({ status, body }).toMatchObject({ status: 201 });
    return ArticleDetail.strict().parse(body);
  };
  const act = async (page: ArticleDetail, what: string, input: object) =>
    manager.post(`/api/articles/${page.id}/${what}`, { version: page.version, ...input });
  const acted = async (page: ArticleDetail, what: string, input: object) => {
    const { status, body } = await act(page, what, input);
    expect({ what, status, body }).toMatchObject({ what, status: 200 });
    return ArticleDetail.strict().parse(body);
  };
  const textOf = (page: ArticleDetail, language = 'en') =>
    page.texts.find((text) => text.language === language)?.id ?? '';
  const onSite = (id: string) =>
    t.owner.query<{ language: string; body: string; reviewer: string | null }[]>(
      'SELECT language, body, reviewer FROM public_content WHERE page_id = $1 ORDER BY language',
      [id],
    );
  const audited = async (id: string) => {
    const rows = await t.owner.query<{ action: string }[]>(
      'SELECT action FROM audit_event WHERE resource_id = $1 ORDER BY id',
      [id],
    );
    return rows.map(({ action }) => action);
  };

  test('the shipped articles are there, public in both languages, and say that nobody has reviewed them', async () => {
    const { body } = await agent.list('articles', { filter: { kind: 'article' }, range: [0, 49] });
    const rows = ArticleRow.strict().array().parse(body);
    expect(rows.length).toBeGreaterThanOrEqual(8);
    for (const { standings } of rows) {
      expect(standings.map(({ language, publicNumber }) => [language, publicNumber])).toEqual([
        ['en', 1],
        ['es', 1],
      ]);
      expect(standings.every(({ reviewer }) => reviewer === null)).toBe(true);
    }
  });

  test('loading them again changes nothing; one that somebody wrote in or took off stays so, a newer shipped text follows', async () => {
    const owner = new Client({ connectionString: t.db.ownerUrl });
    await owner.connect();
    try {
      const count = async () =>
        Number((await owner.query('SELECT count(*) AS n FROM content_text')).rows[0].n);
      const before = await count();
      await loadContent(owner);
      expect(await count()).toBe(before);
      const { body } = await manager.list('articles', {
        filter: { kind: 'article' },
        range: [0, 2],
      });
      const [edited, taken, old] = body as ArticleRow[];
      if (!edited || !taken || !old) throw new Error('There are too few articles.');
      const one = (await manager.get(`/api/articles/${edited.id}`)).body as ArticleDetail;
      const ours = words('en', 'Our own words.');
      const saved = await manager.put(`/api/articles/${edited.id}`, {
        version: one.version,
        texts: [ours],
      });
      expect(saved.status).toBe(200);
      await acted((await manager.get(`/api/articles/${taken.id}`)).body, 'withdrawal', {
        language: 'en',
      });
      // As if an earlier version of Bridgeline had shipped other words.
      await owner.query(
        `UPDATE content_text SET body = 'Older.' WHERE page_id = $1 AND language = 'es'`,
        [old.id],
      );
      const now = await count();
      await loadContent(owner);
      expect(await count()).toBe(now + 1);
      const [, spanish] = await onSite(old.id);
      const shipped = shippedTexts().find(
        ({ slug, words: { language } }) => slug === old.slug && language === 'es',
      );
      expect(spanish?.body).toBe(shipped?.words.body);
      expect((await onSite(taken.id)).map(({ language }) => language)).toEqual(['es']);
      const newest = (await manager.get(`/api/articles/${edited.id}`)).body as ArticleDetail;
      expect(newest.texts.find(({ language }) => language === 'en')?.body).toBe('Our own words.');
    } finally {
      await owner.end();
    }
  });

  test('a new page is nobody’s until it is published; changed words are a version that has to be published too', async () => {
    let page = await create({ texts: [words('en', 'First.'), words('es', 'Primero.')] });
    expect(await onSite(page.id)).toEqual([]);
    expect(page.path).toBe(`/articles/${page.slug}`);
    page = await acted(page, 'publication', { textId: textOf(page) });
    expect(await onSite(page.id)).toEqual([{ language: 'en', body: 'First.', reviewer: null }]);
    const edit = { version: page.version, texts: [words('en', 'Second.')] };
    const changed = await manager.put(`/api/articles/${page.id}`, edit);
    page = ArticleDetail.strict().parse(changed.body);
    expect(page.standings[0]).toMatchObject({ newest: 2, publicNumber: 1 });
    expect((await onSite(page.id))[0]?.body).toBe('First.');
    // The same words again are no new version.
    const again = await manager.put(`/api/articles/${page.id}`, { ...edit, version: page.version });
    page = ArticleDetail.strict().parse(again.body);
    expect(page.standings[0]?.newest).toBe(2);
    page = await acted(page, 'publication', { textId: textOf(page) });
    expect((await onSite(page.id))[0]?.body).toBe('Second.');
    page = await acted(page, 'withdrawal', { language: 'en' });
    expect(await onSite(page.id)).toEqual([]);
    const twice = await act(page, 'withdrawal', { language: 'en' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'article.not_public' } });
    expect(await audited(page.id)).toEqual([
      'article.created',
      'article.published',
      'article.changed',
      'article.changed',
      'article.published',
      'article.withdrawn',
    ]);
  });

  test('a time to come is kept, one plan for each language, and comes by itself', async () => {
    let page = await create();
    const at = new Date(t.clock.now().getTime() + HOUR).toISOString();
    page = await acted(page, 'publication', { textId: textOf(page), at });
    expect(page.standings[0]).toMatchObject({
      publicNumber: null,
      plannedNumber: 1,
      plannedAt: at,
    });
    const later = new Date(t.clock.now().getTime() + 2 * HOUR).toISOString();
    page = await acted(page, 'publication', { textId: textOf(page), at: later });
    expect(page.standings[0]?.plannedAt).toBe(later);
    const past = new Date(t.clock.now().getTime() - HOUR).toISOString();
    const refused = await act(page, 'publication', { textId: textOf(page), at: past });
    expect(refused).toMatchObject({ status: 400, body: { errors: { at: expect.any(String) } } });
    await t.owner.query(
      `UPDATE content_release SET public_from = now() - interval '1 second' WHERE page_id = $1 AND dropped_at IS NULL`,
      [page.id],
    );
    expect(await onSite(page.id)).toHaveLength(1);
  });

  test('earlier words come back as a version of their own; the history keeps all', async () => {
    let page = await create();
    const first = textOf(page);
    const edit = { version: page.version, texts: [words('en', 'Second.')] };
    page = (await manager.put(`/api/articles/${page.id}`, edit)).body;
    page = await acted(page, 'restoration', { textId: first });
    const { body } = await agent.get(`/api/articles/${page.id}/texts`);
    expect(
      body.map(({ number, body: text }: ArticleDetail['texts'][number]) => [number, text]),
    ).toEqual([
      [3, 'First.'],
      [2, 'Second.'],
      [1, 'First.'],
    ]);
    const elsewhere = await create();
    const foreign = await act(page, 'restoration', { textId: textOf(elsewhere) });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'article.text_not_found' } });
  });

  test('who reviewed which text, and when, is said on the site until the words change', async () => {
    let page = await create();
    page = await acted(page, 'publication', { textId: textOf(page) });
    const review = { reviewer: 'Dr. Ada Quill', credentials: 'MD', reviewedOn: '2026-11-20' };
    page = await acted(page, 'review', { textId: textOf(page), ...review });
    expect(page.standings[0]).toMatchObject({
      reviewedNumber: 1,
      reviewer: 'Dr. Ada Quill',
      reviewedOn: '2026-11-20',
    });
    expect((await onSite(page.id))[0]?.reviewer).toBe('Dr. Ada Quill');
    const edit = { version: page.version, texts: [words('en', 'New words.')] };
    page = (await manager.put(`/api/articles/${page.id}`, edit)).body;
    page = await acted(page, 'publication', { textId: textOf(page) });
    expect((await onSite(page.id))[0]?.reviewer).toBeNull();
    const listed = await manager.list('articles', { filter: { unreviewed: true, id: [page.id] } });
    expect(listed.body).toHaveLength(1);
  });

  test('a page that changed meanwhile is a 409 with both, without a version a 428; addresses stay once public', async () => {
    const page = await create();
    const first = { version: page.version, texts: [words('en', 'Mine.')] };
    expect((await manager.put(`/api/articles/${page.id}`, first)).status).toBe(200);
    const second = { version: page.version, texts: [words('en', 'Yours.')] };
    const conflict = await manager.put(`/api/articles/${page.id}`, second);
    expect(conflict).toMatchObject({
      status: 409,
      body: {
        code: 'record.version_conflict',
        current: { texts: [{ body: 'Mine.' }], version: page.version + 1 },
        yours: { texts: [{ body: 'Yours.' }] },
      },
    });
    expect((await manager.put(`/api/articles/${page.id}`, { position: 3 })).status).toBe(428);
    const taken = await manager.post('/api/articles', {
      kind: 'article',
      slug: page.slug,
      texts: [words('en', 'A.')],
    });
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'article.slug_taken', errors: { slug: expect.any(String) } },
    });
    let shown = ArticleDetail.parse((await manager.get(`/api/articles/${page.id}`)).body);
    shown = await acted(shown, 'publication', { textId: textOf(shown) });
    const moved = await manager.put(`/api/articles/${page.id}`, {
      version: shown.version,
      slug: 'elsewhere',
    });
    expect(moved).toMatchObject({ status: 400, body: { errors: { slug: expect.any(String) } } });
  });

  test('agents read, managers write, the auditor sees none of it', async () => {
    const page = await create();
    expect((await agent.get(`/api/articles/${page.id}`)).status).toBe(200);
    expect((await agent.put(`/api/articles/${page.id}`, { version: 1, position: 1 })).status).toBe(
      403,
    );
    expect((await agent.post(`/api/articles/${page.id}/publication`, {})).status).toBe(403);
    expect((await clients.get('auditor')?.get('/api/articles'))?.status).toBe(403);
  });

  test('a payer page belongs to one payer, and no other page does', async () => {
    const [payer] = (await manager.list('payers', { range: [0, 0] })).body as { id: string }[];
    const texts = [words('en', 'Call them first.')];
    await create({ kind: 'payer', slug: 'some-plan', payerId: payer?.id, texts });
    const second = await manager.post('/api/articles', {
      kind: 'payer',
      slug: 'again',
      payerId: payer?.id,
      texts,
    });
    expect(second).toMatchObject({ status: 409, body: { code: 'article.payer_taken' } });
    for (const wrong of [{ kind: 'payer' }, { kind: 'faq', payerId: payer?.id }]) {
      const refused = await manager.post('/api/articles', { slug: 'wrong', texts, ...wrong });
      expect(refused).toMatchObject({
        status: 400,
        body: { errors: { payerId: expect.any(String) } },
      });
    }
  });

  test('R17 a preview has no markup in it, and says what will not show', async () => {
    const body = '## Hi\n\n<script>alert(1)</script> [x](javascript:alert(1))';
    const answer = await agent.post('/api/articles/preview', { language: 'en', body });
    const preview = ContentPreview.parse(answer.body);
    expect(JSON.stringify(preview.blocks)).not.toContain('href');
    expect(preview.problems).toHaveLength(2);
  });

  test('colours that cannot be read are refused with their contrast; hours and looks are kept', async () => {
    const admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
    const { version } = (await admin.get('/api/organisation')).body;
    const change = (more: object) => admin.put('/api/organisation', { version, ...more });
    const pale = await change({ look: { brand: '#8fc7bd', call: null } });
    expect(pale).toMatchObject({
      status: 400,
      body: { errors: { 'look.brand': expect.stringContaining('contrast is 1.') } },
    });
    const script = await change({ look: { brand: 'red;}body{}', call: null } });
    expect(script.status).toBe(400);
    const look = { brand: '#1d3f8f', call: '#8a2a5e', logoId: null };
    const kept = await change({ look, businessHours: { mon: [['08:00', '12:00']] } });
    expect(kept).toMatchObject({
      status: 200,
      body: { look, businessHours: { mon: [['08:00', '12:00']] } },
    });
  });

  describe('pictures', () => {
    const upload = (content: Buffer, alt?: string) =>
      fetch(`${t.url}/api/pictures${alt === undefined ? '' : `?alt=${encodeURIComponent(alt)}`}`, {
        method: 'POST',
        headers: {
          ...manager.headers,
          'content-type': 'application/octet-stream',
          'x-file-name': 'bridge.png',
        },
        body: new Uint8Array(content),
      });
    const photo = () =>
      sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#0d4742' } })
        .withExif({ IFD0: { Copyright: 'GPS-CANARY' } })
        .jpeg()
        .toBuffer();

    test('drawn anew in three widths without what the camera wrote; words on what it shows are asked for', async () => {
      const answer = await upload(await photo(), 'A bridge at dawn');
      expect(answer.status).toBe(201);
      const picture = PictureView.strict().parse(await answer.json());
      expect(picture).toMatchObject({
        alt: 'A bridge at dawn',
        width: 1360,
        height: 680,
        widths: [480, 800, 1360],
      });
      for (const width of picture.widths) {
        const file = await fetch(`${t.url}/api/pictures/${picture.id}/${width}`, {
          headers: agent.headers,
        });
        expect(file.headers.get('content-type')).toBe('image/webp');
        const body = Buffer.from(await file.arrayBuffer());
        expect(body.includes('GPS-CANARY')).toBe(false);
        expect((await sharp(body).metadata()).width).toBe(width);
      }
      expect((await upload(await photo())).status).toBe(400);
      const svg = await upload(
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        'A drawing',
      );
      expect(svg.status).toBe(415);
      const broken = await upload(Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]), 'Broken');
      expect(broken.status).toBe(422);
      const text = `Look.\n\n![A bridge](/pictures/${picture.id})`;
      await create({ texts: [words('en', text, { pictureId: picture.id })] });
    });

    test('a text with a picture that nobody can hear described, or that is not there, is refused by name', async () => {
      const nobody = '0190a0a0-0000-7000-8000-000000000000';
      for (const body of [`![](/pictures/${nobody})`, `![Some](/pictures/${nobody})`]) {
        const refused = await manager.post('/api/articles', {
          kind: 'article',
          slug: 'pictured',
          texts: [words('en', body)],
        });
        expect(refused).toMatchObject({
          status: 400,
          body: { errors: { 'texts.0.body': expect.any(String) } },
        });
      }
    });
  });
});
