import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { articleDetail, ContentService, readingGrade, readMarkdown, wordsOf } from '#content';
import {
  ArticleCreate,
  ArticleDetail,
  ArticleEdit,
  ArticleRow,
  ContentPreview,
  ContentPreviewInput,
  ContentText,
  PublicationInput,
  RestorationInput,
  ReviewInput,
  WithdrawalInput,
} from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { ArticleFilter, ArticleList } from './article.list.js';

const noArticle = notFound('article.not_found', 'page');

/** What the public reads: articles, questions, payers' pages, pages of their own. */
@Controller('api/articles')
export class ArticlesController {
  constructor(
    private readonly source: DataSource,
    private readonly list: ArticleList,
    private readonly content: ContentService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('content.read')
  @Summary('Articles, questions and pages, with how they stand in each language.')
  @AnswersPage('articles', ArticleRow, ArticleFilter)
  async all(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArticleRow[]> {
    const request = listRequest(query, ArticleFilter);
    const page = await this.list.page(this.source.manager, request);
    return sendPage(reply, 'articles', request, page);
  }

  @Get(':id')
  @May('content.read')
  @Summary('One page with its newest words in each language.')
  @Answers(ArticleDetail)
  async get(@Param('id') id: string): Promise<ArticleDetail> {
    return this.shown(this.source.manager, id);
  }

  @Get(':id/texts')
  @May('content.read')
  @Summary('Every text of a page, latest first.')
  @Answers(z.array(ContentText))
  async texts(@Param('id') id: string): Promise<ContentText[]> {
    if (!isId(id)) throw noArticle();
    return this.content.history(this.source.manager, id);
  }

  @Post()
  @May('content.write')
  @Summary('Adds a page with its first words. Nobody outside sees it yet.')
  @Answers(ArticleDetail, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(ArticleCreate)) input: ArticleCreate,
  ): Promise<ArticleDetail> {
    return inTransaction(this.source, async (manager) => {
      const id = await this.content.create(manager, input, actor, this.clock.now());
      return this.shown(manager, id);
    });
  }

  @Put(':id')
  @May('content.write')
  @Summary('Changes a page; changed words become the next version, which is not public by it.')
  @Answers(ArticleDetail)
  async change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ArticleEdit)) edit: ArticleEdit,
  ): Promise<ArticleDetail> {
    return this.changed(id, (manager) =>
      this.content.edit(manager, id, edit, actor, this.clock.now()),
    );
  }

  @Post('preview')
  @HttpCode(200)
  @May('content.read')
  @Summary('How Markdown will read on the site, what of it will not show, and its school grade.')
  @Answers(ContentPreview)
  preview(
    @Body(new Valid(ContentPreviewInput)) { body, language }: z.infer<typeof ContentPreviewInput>,
  ): ContentPreview {
    const { blocks, problems } = readMarkdown(body);
    const plain = wordsOf(blocks);
    const words = plain.split(/\s+/).filter((word) => word !== '').length;
    return { blocks, problems, grade: readingGrade(plain, language), words };
  }

  @Post(':id/publication')
  @HttpCode(200)
  @May('content.publish')
  @Summary('Makes a text what the public reads, now or from a time to come.')
  @Answers(ArticleDetail)
  async publish(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(PublicationInput)) { version, ...input }: PublicationInput,
  ): Promise<ArticleDetail> {
    return this.changed(id, (manager) =>
      this.content.publish(manager, { id, version, actor, now: this.clock.now() }, input),
    );
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @May('content.publish')
  @Summary('Takes a language of a page off the site at once.')
  @Answers(ArticleDetail)
  async withdraw(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(WithdrawalInput)) input: z.infer<typeof WithdrawalInput>,
  ): Promise<ArticleDetail> {
    const change = { id, version: input.version, actor, now: this.clock.now() };
    return this.changed(id, (manager) => this.content.withdraw(manager, change, input.language));
  }

  @Post(':id/restoration')
  @HttpCode(200)
  @May('content.write')
  @Summary('Makes an earlier text the newest one, which is not public by it.')
  @Answers(ArticleDetail)
  async restore(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(RestorationInput)) input: z.infer<typeof RestorationInput>,
  ): Promise<ArticleDetail> {
    const change = { id, version: input.version, actor, now: this.clock.now() };
    return this.changed(id, (manager) => this.content.restore(manager, change, input.textId));
  }

  @Post(':id/review')
  @HttpCode(200)
  @May('content.publish')
  @Summary('Puts down who reviewed a text, and when.')
  @Answers(ArticleDetail)
  async review(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ReviewInput)) { version, ...input }: ReviewInput,
  ): Promise<ArticleDetail> {
    return this.changed(id, (manager) =>
      this.content.review(manager, { id, version, actor, now: this.clock.now() }, input),
    );
  }

  private async changed(
    id: string,
    change: (manager: EntityManager) => Promise<void>,
  ): Promise<ArticleDetail> {
    if (!isId(id)) throw noArticle();
    return inTransaction(this.source, async (manager) => {
      await change(manager);
      return this.shown(manager, id);
    });
  }

  private async shown(manager: EntityManager, id: string): Promise<ArticleDetail> {
    const found = isId(id) ? await articleDetail(manager, id, this.clock.now()) : undefined;
    if (!found) throw noArticle();
    return found;
  }
}
