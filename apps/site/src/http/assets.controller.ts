import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ContentShelf } from '../articles/public-content.js';
import type { Asset, Assets } from './assets.js';
import { faviconOf } from './favicon.js';
import { LookStyles } from './look-styles.js';
import { compressed } from './page-reply.js';
import { ReadyAnswers } from './ready-answers.js';

const FOR_GOOD = 'public, max-age=31536000, immutable';

/** The assets, as Nest hands them around. */
export class AssetShelf {
  constructor(readonly assets: Assets) {}
}

/** The site's own files. Their names change with their content, so browsers keep them for good. */
@Controller()
export class AssetsController {
  constructor(
    private readonly shelf: AssetShelf,
    private readonly looks: LookStyles,
    private readonly content: ContentShelf,
    private readonly ready: ReadyAnswers,
  ) {}

  @Get('/assets/:file')
  async file(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const look = file.startsWith('look.') ? await this.#lookAt(`/assets/${file}`) : undefined;
    if (look !== undefined) {
      void reply.header('cache-control', FOR_GOOD).type('text/css; charset=utf-8').send(look);
      return;
    }
    const found = Object.values(this.shelf.assets as unknown as Record<string, Asset>).find(
      ({ path }) => path === `/assets/${file}`,
    );
    if (!found) throw new NotFoundException();
    this.#send(request, reply, found, FOR_GOOD);
  }

  /** Another process may have made the page that asks. */
  async #lookAt(path: string): Promise<string | undefined> {
    const { look } = await this.content.current();
    this.looks.stylesOf(look, false);
    return this.looks.at(path);
  }

  @Get(['/favicon.svg', '/favicon.ico'])
  async favicon(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { look } = await this.content.current();
    const { path, type, body } = this.shelf.assets.favicon;
    const drawn = Buffer.from(faviconOf(look, body.toString('utf8')));
    this.#send(request, reply, { path, type, body: drawn }, 'public, max-age=3600');
  }

  #send(request: FastifyRequest, reply: FastifyReply, asset: Asset, keep: string): void {
    const { type, body, packed } = asset;
    void reply.header('cache-control', keep).type(type);
    const sent = packed ? compressed(request, reply, body, packed) : body;
    this.ready.keep(request, reply, sent);
    void reply.send(sent);
  }
}
