import { Controller, Get, Header, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Public } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { RouteList } from '../http/route-list.js';
import { DESK_URL } from '../tokens.js';

@Controller('api')
export class OpenApiController {
  constructor(
    private readonly list: RouteList,
    @Inject(DESK_URL) private readonly deskUrl: string,
  ) {}

  @Get('openapi.json')
  @Public('the description of the API holds no data')
  @Summary('This description, as OpenAPI 3.1.')
  @Answers(z.looseObject({ openapi: z.literal('3.1.0') }))
  async json() {
    // Made when it is asked for and not kept: at rest it costs nothing.
    const { openApi } = await import('./document.js');
    return openApi(this.list.routes, this.deskUrl);
  }

  @Get('docs')
  @Public('the description of the API holds no data')
  @Summary('This description, as a page.')
  @AnswersText('text/html', 'A page.')
  @Header('content-type', 'text/html; charset=utf-8')
  async page() {
    const { docsPage } = await import('./docs-page.js');
    return docsPage(await this.json());
  }
}
