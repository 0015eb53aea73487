import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ContentShelf } from '../articles/public-content.js';
import type { Asset, Assets } from './assets.js';
import { LookStyles } from './look-styles.js';
import { sendCompressed } from './page-reply.js';

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
    void reply.header('cache-control', FOR_GOOD).type(found.type);
    if (found.packed) sendCompressed(request, reply, found.body, found.packed);
    else void reply.send(found.body);
  }

  /** Another process may have made the page that asks. */
  async #lookAt(path: string): Promise<string | undefined> {
    const { look } = await this.content.current();
    this.looks.pathOf(look);
    return this.looks.at(path);
  }

  @Get(['/favicon.svg', '/favicon.ico'])
  favicon(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { favicon } = this.shelf.assets;
    void reply.header('cache-control', 'public, max-age=86400').type(favicon.type);
    sendCompressed(request, reply, favicon.body, favicon.packed);
  }
}
