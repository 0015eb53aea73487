import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { shippedTexts } from '#content';
import { fixedClock } from '#platform';
import { payerText } from './public-content.js';
import { ask, type RunningSite, startSite } from '../../../../test/site.js';

const ORIGIN = 'https://help.example';
let site: RunningSite;
beforeAll(async () => {
  const clock = fixedClock('2026-11-24T15:00:00Z');
  site = await startSite({ clock, env: { PUBLIC_URL: ORIGIN }, proxied: true });
});
afterAll(() => site.stop());

const SIGNS = '/articles/signs-of-relapse-on-heroin';
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers, redirect: 'manual' });
const text = async (path: string) => (await get(path)).text();
const owner = (sql: string, values: unknown[] = []) => ask(site.db.ownerUrl, sql, values);
/** Makes a page public as the content desk does. */
async function publish(slug: string, body: string, more: { title?: string; kind?: string } = {}) {
  await owner(
    `WITH page AS (INSERT INTO content_page (id, kind, slug) VALUES (gen_random_uuid(), $3, $1) RETURNING id),
       words AS (INSERT INTO content_text (id, page_id, language, number, title, teaser, body, author)
         SELECT gen_random_uuid(), id, 'en', 1, $4, 'A teaser.', $2, 'Rosa' FROM page RETURNING id, page_id)
     INSERT INTO content_release (id, page_id, language, text_id, public_from)
       SELECT gen_random_uuid(), page_id, 'en', id, now() - interval '1 second' FROM words`,
    [slug, body, more.kind ?? 'article', more.title ?? 'A page'],
  );
  await site.site.content.refresh();
}

describe('articles', () => {
  it('are listed in both languages with what they are about, and lead on', async () => {
    for (const [path, language] of [
      ['/articles', 'en'],
      ['/es/articles', 'es'],
    ] as const) {
      const html = await text(path);
      const shipped = shippedTexts().filter(
        ({ kind, words }) => kind === 'article' && words.language === language,
      );
      expect(shipped.length).toBeGreaterThanOrEqual(8);
      for (const { slug } of shipped) {
        expect(html).toContain(`href="${language === 'es' ? '/es' : ''}/articles/${slug}"`);
      }
      expect(html).toContain(language === 'en' ? 'Continue reading' : 'Seguir leyendo');
    }
  });

  it('show the number of this visitor’s source in the text, related ones, sources, and that nobody has reviewed them', async () => {
    await owner(
      `INSERT INTO tracking_number (id, phone, label, source_id, utm_source)
       SELECT gen_random_uuid(), '+18885550166', 'Notices', id, 'notice' FROM source LIMIT 1`,
    );
    await site.site.routing.refresh();
    const html = await text(`${SIGNS}?utm_source=notice`);
    const body = html.slice(html.indexOf('class="text"'), html.indexOf('<footer'));
    expect(body).toContain('href="tel:+18885550166"');
    expect(body).toContain('href="/get-started"');
    expect(html.match(/Continue reading: /g)).toHaveLength(3);
    expect(html).toContain('No clinician has reviewed it yet.');
    expect(html).toContain('National Institute on Drug Abuse');
    expect(html).toContain('href="#s-what-you-can-do-today"');
    expect(await text(SIGNS)).toContain('href="tel:+18885550100"');
  });

  it('share by plain links alone, Pinterest with a picture', async () => {
    const html = await text(SIGNS);
    const address = encodeURIComponent(ORIGIN + SIGNS);
    for (const start of [
      'mailto:?',
      'sms:?',
      'https://wa.me/',
      'https://www.facebook.com/sharer/',
      'https://x.com/intent/',
      'https://www.pinterest.com/pin/create/button/',
    ]) {
      const link = [...html.matchAll(/href="([^"]+)"/g)].find(([, href]) =>
        href?.startsWith(start),
      );
      expect({ start, found: link?.[1]?.includes(address) }).toEqual({ start, found: true });
    }
    expect(html).toMatch(/pinterest\.com[^"]+media=https%3A%2F%2Fhelp\.example%2Fog%2F/);
  });

  it('say what they are to those who find or show them: canonical, languages, Open Graph, JSON-LD', async () => {
    const html = await text(`/es${SIGNS}`);
    const link = (rel: string, more = '') =>
      new RegExp(`<link rel="${rel}"${more} href="([^"]+)"`).exec(html)?.[1];
    expect(link('canonical')).toBe(`${ORIGIN}/es${SIGNS}`);
    expect(link('alternate', ' hrefLang="en"')).toBe(ORIGIN + SIGNS);
    expect(link('alternate', ' hrefLang="x-default"')).toBe(ORIGIN + SIGNS);
    const image = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(image.startsWith(`${ORIGIN}/og/`)).toBe(true);
    const png = await get(image.slice(ORIGIN.length));
    expect(png.headers.get('cache-control')).toContain('immutable');
    const { format, width, height } = await sharp(Buffer.from(await png.arrayBuffer())).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 630 });
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({
      '@type': 'MedicalWebPage',
      inLanguage: 'es',
      url: `${ORIGIN}/es${SIGNS}`,
      citation: expect.any(Array),
    });
    expect(JSON.parse(data)).not.toHaveProperty('reviewedBy');
    // The visitor's own pages have none of it.
    expect(await text('/thanks/00000000000000000000000000')).not.toMatch(/canonical|og:|ld\+json/);
  });

  it('are in the feeds and on the sitemap, which are well-formed', async () => {
    for (const path of [
      '/articles.atom',
      '/es/articles.atom',
      '/articles.rss',
      '/sitemap-pages.xml',
    ]) {
      const answer = await get(path);
      expect(answer.headers.get('content-type')).toMatch(/xml/);
      const xml = await answer.text();
      expect(xml).toContain(`${ORIGIN}${path.startsWith('/es') ? '/es' : ''}${SIGNS}`);
      expect(openElements(xml)).toEqual([]);
    }
    expect(await text('/robots.txt')).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`);
    const index = await text('/sitemap.xml');
    expect(openElements(index)).toEqual([]);
    expect(index).toContain(`<loc>${ORIGIN}/sitemap-pages.xml</loc>`);
    const map = await text('/sitemap-pages.xml');
    for (const path of ['/es/who-we-are', '/overdose', '/insurance/aetna']) {
      expect(map).toContain(`<loc>${ORIGIN}${path}</loc>`);
    }
  });

  it('are sent once: an unchanged page is a 304, a changed one is not', async () => {
    const first = await get(SIGNS, { 'accept-encoding': 'br' });
    expect(first.headers.get('content-encoding')).toBe('br');
    const etag = first.headers.get('etag') ?? '';
    expect((await get(SIGNS, { 'if-none-match': etag })).status).toBe(304);
    await owner('UPDATE organisation SET name = $1', ['Lighthouse']);
    await site.site.routing.refresh();
    const renamed = await get(SIGNS, { 'if-none-match': etag });
    expect(renamed.status).toBe(200);
    expect(await renamed.text()).toContain('Lighthouse');
  });

  it('in one language alone are shown in it, with a word on that', async () => {
    await publish('only-english', 'Some text.');
    const html = await text('/es/articles/only-english');
    expect(html).toContain('Esta página aún no está en español.');
    expect(html).toContain(`<link rel="canonical" href="${ORIGIN}/articles/only-english"/>`);
  });

  it('R17 with hostile words stay text, in the page and in every feed', async () => {
    const hostile = `</script><script>alert(1)</script> & " ' <!-- ]]> \u0007 {{7*7}}`;
    await publish('hostile', `## ${hostile}\n\n${hostile} [x](javascript:alert(1))`, {
      title: hostile,
    });
    for (const path of ['/articles/hostile', '/articles', '/articles.atom', '/articles.rss']) {
      const shown = await text(path);
      expect(shown).not.toContain('<script>alert');
      expect(shown).not.toContain('href="javascript');
    }
    expect(openElements(await text('/articles.atom'))).toEqual([]);
    const page = await text('/articles/hostile');
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(JSON.parse(data).headline).toBe(hostile);
  });

  it('that are not there, or not yet, are a page of ours', async () => {
    const soon = `INSERT INTO content_release (id, page_id, language, text_id, public_from)
      SELECT gen_random_uuid(), page_id, language, NULL, now() FROM content_text t
      JOIN content_page p ON p.id = t.page_id WHERE p.slug = 'only-english'`;
    await owner(soon);
    await site.site.content.refresh();
    for (const path of [
      '/articles/only-english',
      '/articles/nothing',
      '/es/articles/%00',
      '/og/x.png',
    ]) {
      const answer = await get(path);
      expect([404, 422]).toContain(answer.status);
      expect(await answer.text()).toContain('tel:+18885550100');
    }
  });

  it('pages that the organisation writes have an address of their own, and its name in them', async () => {
    await publish('our-team', 'We are {{organisation}}. Call {{number}}.', { kind: 'page' });
    expect(await text('/our-team')).toContain('We are Lighthouse. Call (888) 555-0100.');
    expect(await text('/who-we-are')).toContain('Intake staff of Bridgeline answer this number.');
  });

  it('have the colours, the logo and the Spanish words of the organisation', async () => {
    const plain = await text('/who-we-are');
    expect(plain).not.toMatch(/\/assets\/look\./);
    const logo = '0190a0a0-0000-7000-8000-000000000000';
    await owner(
      `UPDATE organisation SET look = $1, who_answers_es = 'Contesta nuestro personal.'`,
      [JSON.stringify({ brand: '#1d3f8f', call: '#8a2a5e', logoId: logo })],
    );
    await site.site.content.refresh();
    const html = await text('/es/who-we-are');
    expect(html).toContain('Contesta nuestro personal.');
    expect(html).toContain(`src="/pictures/${logo}?w=480"`);
    const css = /href="(\/assets\/look\.[^"]+)"/.exec(html)?.[1] ?? '';
    const styles = await get(css);
    expect(styles.headers.get('content-type')).toContain('text/css');
    expect(await styles.text()).toContain('--pine:#1d3f8f');
  });

  it('of a payer are found by the payer', async () => {
    const [payer] = await owner('SELECT id FROM payer ORDER BY name LIMIT 1');
    const { id } = payer as { id: string };
    await owner(
      `WITH page AS (INSERT INTO content_page (id, kind, slug, payer_id)
           VALUES (gen_random_uuid(), 'payer', 'some-plan', $1) RETURNING id),
         words AS (INSERT INTO content_text (id, page_id, language, number, title, teaser, body, author)
           SELECT gen_random_uuid(), id, 'en', 1, 'Some plan', 'A teaser.', 'Call them.', 'Rosa' FROM page RETURNING id, page_id)
       INSERT INTO content_release (id, page_id, language, text_id, public_from)
         SELECT gen_random_uuid(), page_id, 'en', id, now() FROM words`,
      [id],
    );
    await site.site.content.refresh();
    const content = await site.site.content.current();
    expect(payerText(content, id, 'es')).toMatchObject({ title: 'Some plan', language: 'en' });
    expect(payerText(content, '0190a0a0-0000-7000-8000-000000000000', 'en')).toBeUndefined();
  });

  it('stay readable while the database is away', async () => {
    site.proxy?.cut();
    try {
      await site.site.content.refresh();
      expect((await get(SIGNS)).status).toBe(200);
    } finally {
      site.proxy?.restore();
    }
  });
});

/** The elements that a document opens and does not close, or closes without opening. */
function openElements(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name, , self] of xml.matchAll(/<(\/?)([\w:]+)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
    if (self) continue;
    if (!end) open.push(name ?? '');
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return open;
}
