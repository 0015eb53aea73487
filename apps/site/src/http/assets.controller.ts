import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asset, Assets } from './assets.js';
import { sendCompressed } from './page-reply.js';

/** The assets, as Nest hands them around. */
export class AssetShelf {
  constructor(readonly assets: Assets) {}
}

/** The site's own files. Their names change with their content, so browsers keep them for good. */
@Controller()
export class AssetsController {
  constructor(private readonly shelf: AssetShelf) {}

  @Get('/assets/:file')
  file(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const found = Object.values(this.shelf.assets as unknown as Record<string, Asset>).find(
      ({ path }) => path === `/assets/${file}`,
    );
    if (!found) throw new NotFoundException();
    void reply.header('cache-control', 'public, max-age=31536000, immutable').type(found.type);
    if (found.packed) sendCompressed(request, reply, found.body, found.packed);
    else void reply.send(found.body);
  }

  @Get(['/favicon.svg', '/favicon.ico'])
  favicon(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { favicon } = this.shelf.assets;
    void reply.header('cache-control', 'public, max-age=86400').type(favicon.type);
    sendCompressed(request, reply, favicon.body, favicon.packed);
  }
}
