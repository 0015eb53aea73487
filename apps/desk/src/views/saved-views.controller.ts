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
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  may,
  type Permission,
  SavedViewCreate,
  SavedViewEdit,
  SavedViewView,
  VIEW_RESOURCES,
  type ViewResource,
} from '#contract';
import { type Clock, DomainError, inTransaction } from '#platform';
import { SavedViewService } from '#staff';
import { AnyStaff } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

/** Who may see a list may see the views of it. */
const LIST_PERMISSION: Record<ViewResource, Permission> = {
  leads: 'lead.read',
  people: 'person.read',
  inquiries: 'inquiry.read',
  calls: 'call.read',
  tasks: 'task.read',
  messages: 'lead.read',
  coverages: 'coverage.read',
};

const ViewFilter = z.strictObject({
  id: ids.optional(),
  resource: z.enum(VIEW_RESOURCES).optional(),
});

@Controller('api/saved-views')
export class SavedViewsController {
  constructor(
    private readonly source: DataSource,
    private readonly views: SavedViewService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @AnyStaff('their own views, and shared ones of lists that their role may see')
  @Summary('One’s own views and the shared ones, by name.')
  @AnswersPage('saved-views', SavedViewView, ViewFilter)
  async list(
    @Who() { colleague }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedViewView[]> {
    const request = listRequest(query, ViewFilter);
    const { resource, id } = request.filter;
    const seen = VIEW_RESOURCES.filter(
      (list) =>
        may(colleague.role, LIST_PERMISSION[list]) && (resource === undefined || list === resource),
    );
    const found = await this.views.list(this.source.manager, colleague.id, seen);
    const wanted = id ? found.filter((view) => id.includes(view.id)) : found;
    const rows = wanted.slice(request.offset, request.offset + request.limit);
    return sendPage(reply, 'saved-views', request, { rows, total: wanted.length });
  }

  @Post()
  @AnyStaff('their own views of lists that their role may see')
  @Summary('Keeps a view of one’s own.')
  @Answers(SavedViewView, 201)
  async create(
    @Who() { colleague, actor }: Visit,
    @Body(new Valid(SavedViewCreate)) input: z.infer<typeof SavedViewCreate>,
  ): Promise<SavedViewView> {
    if (!may(colleague.role, LIST_PERMISSION[input.resource])) {
      throw new DomainError('auth.forbidden', {
        status: 403,
        message: 'Your role does not show this list.',
      });
    }
    return inTransaction(this.source, (manager) =>
      this.views.create(manager, input, actor, this.clock.now()),
    );
  }

  @Put(':id')
  @AnyStaff('their own views')
  @Summary('Changes a view of one’s own.')
  @Answers(SavedViewView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SavedViewEdit)) edit: z.infer<typeof SavedViewEdit>,
  ): Promise<SavedViewView> {
    return inTransaction(this.source, (manager) =>
      this.views.edit(manager, id, edit, actor, this.clock.now()),
    );
  }

  @Post(':id/removal')
  @HttpCode(200)
  @AnyStaff('their own views')
  @Summary('Takes a view of one’s own away.')
  @Answers(SavedViewView)
  async remove(@Who() { actor }: Visit, @Param('id') id: string): Promise<SavedViewView> {
    return inTransaction(this.source, (manager) =>
      this.views.remove(manager, id, actor, this.clock.now()),
    );
  }
}
