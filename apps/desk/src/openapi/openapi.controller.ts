import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { RouteList } from '../http/route-list.js';
import { DESK_URL } from '../tokens.js';
import { KeptText } from './kept-text.js';

/** Anybody may ask, and the making takes a tenth of a second: it is made once, so that asking often slows nobody down. */
@Controller('api')
export class OpenApiController {
  readonly #document = new KeptText('application/json; charset=utf-8', async () =>
    JSON.stringify(await this.#openApi()),
  );
  readonly #page = new KeptText('text/html; charset=utf-8', async () => {
    const { docsPage } = await import('./docs-page.js');
    return docsPage(await this.#openApi());
  });

  constructor(
    private readonly list: RouteList,
    @Inject(DESK_URL) private readonly deskUrl: string,
  ) {}

  @Get('openapi.json')
  @Public('the description of the API holds no data')
  @Summary('This description, as OpenAPI 3.1.')
  @Answers(z.looseObject({ openapi: z.literal('3.1.0') }))
  json(
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#document.send(accepted, reply);
  }

  @Get('docs')
  @Public('the description of the API holds no data')
  @Summary('This description, as a page.')
  @AnswersText('text/html', 'A page.')
  page(
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#page.send(accepted, reply);
  }

  async #openApi() {
    const { openApi } = await import('./document.js');
    return openApi(this.list.routes, this.deskUrl);
  }
}
