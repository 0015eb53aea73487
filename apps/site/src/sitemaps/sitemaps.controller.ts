import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ContentShelf, languagesOf } from '../articles/public-content.js';
import { PublicDirectory } from '../finder/public-directory.js';
import { PublicPages } from '../http/public-pages.js';
import { PageFrames } from '../pages/page-frames.js';
import { type MapPlace, sitemap, sitemapIndex } from './sitemaps.js';

const BOTH = ['en', 'es'] as const;
/** Pages of code rather than of the content desk, which search engines may have too. */
const PLACES: readonly MapPlace[] = [
  '/',
  '/articles',
  '/get-started',
  '/find',
  '/insurance',
  '/insurance/check',
  '/overdose',
  '/safety',
].map((path) => ({ path, languages: BOTH }));
/**
 * Facilities of one file, each there in two languages: far below what a file may name, because visitors wait while one is made
 * and compressed (a thousand took 80 ms, 250 take some 15).
 */
const IN_A_FILE = 250;
const TYPE = 'application/xml; charset=utf-8';
const ROBOTS = `User-agent: *
Disallow: /thanks/
Disallow: /status/
Disallow: /unsubscribe/
Disallow: /referrals/
Disallow: /get-started/step
Disallow: /api/
`;

/** What search engines may have of the site: its pages, and every listed facility. */
@Controller()
export class SitemapsController {
  constructor(
    private readonly frames: PageFrames,
    private readonly shelf: ContentShelf,
    private readonly pages: PublicPages,
    private readonly directory: PublicDirectory,
  ) {}

  @Get('/robots.txt')
  async robots(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { origin } = await this.frames.frame(request);
    void reply
      .header('cache-control', 'public, max-age=86400')
      .type('text/plain; charset=utf-8')
      .send(`${ROBOTS}\nSitemap: ${origin}/sitemap.xml\n`);
  }

  @Get('/sitemap.xml')
  async index(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [{ origin }, { index }] = await Promise.all([
      this.frames.frame(request),
      this.directory.current(),
    ]);
    const files = Math.ceil(index.size / IN_A_FILE);
    const parts = ['pages', ...Array.from({ length: files }, (_, at) => `places-${at + 1}`)];
    const make = () =>
      sitemapIndex(
        origin,
        parts.map((part) => `/sitemap-${part}.xml`),
      );
    this.pages.sendText(request, reply, ['sitemap', origin, files], make, { type: TYPE });
  }

  @Get('/sitemap-pages.xml')
  async ofPages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [{ origin }, content, { payers, version }] = await Promise.all([
      this.frames.frame(request),
      this.shelf.current(),
      this.directory.current(),
    ]);
    const make = () => {
      const own = content.texts.filter(({ kind }) => kind === 'article' || kind === 'page');
      const once = own.filter(
        (text, at) => own.findIndex((one) => one.pageId === text.pageId) === at,
      );
      const written = once.map((text) => ({
        path: text.kind === 'article' ? `/articles/${text.slug}` : `/${text.slug}`,
        languages: languagesOf(content, text),
        changedAt: text.changedAt,
      }));
      const insurances = payers.all.map(({ slug }) => ({
        path: `/insurance/${slug}`,
        languages: BOTH,
      }));
      return sitemap(origin, [...PLACES, ...written, ...insurances]);
    };
    const key = ['sitemap-pages', origin, content.version, version];
    this.pages.sendText(request, reply, key, make, { type: TYPE });
  }

  @Get('/sitemap-places-:number.xml')
  async ofPlaces(
    @Param('number') number: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [{ origin }, { index, version }] = await Promise.all([
      this.frames.frame(request),
      this.directory.current(),
    ]);
    const first = /^[1-9]\d{0,4}$/.test(number) ? (Number(number) - 1) * IN_A_FILE : index.size;
    if (first >= index.size) throw new NotFoundException();
    const make = () =>
      sitemap(
        origin,
        index.changes(first, first + IN_A_FILE).map(({ id, changedAt }) => ({
          path: `/facilities/${id}`,
          languages: BOTH,
          changedAt,
        })),
      );
    const key = ['sitemap-places', number, origin, version];
    this.pages.sendText(request, reply, key, make, { type: TYPE });
  }
}
