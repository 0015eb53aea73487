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
import type { z } from 'zod';
import { CallBackInput, TaskCreate, TaskDone, TaskDrop, TaskEdit, TaskView } from '#contract';
import { CallBackService, TaskService } from '#follow-up';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { TaskFilter, TaskList } from './task.list.js';
import { refuseUnknownLead, refuseUnknownOwner } from './task-references.js';

const noTask = notFound('task.not_found', 'task');
const noLead = notFound('lead.not_found', 'lead');

@Controller('api')
export class TasksController {
  constructor(
    private readonly source: DataSource,
    private readonly list: TaskList,
    private readonly tasks: TaskService,
    private readonly callBacks: CallBackService,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('tasks')
  @May('task.read')
  @Summary('Tasks, soonest due first.')
  @AnswersPage('tasks', TaskView, TaskFilter)
  async all(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskView[]> {
    const request = listRequest(query, TaskFilter, actor);
    const now = this.clock.now();
    const { manager } = this.source;
    const page = await this.list.page(manager, request, { me: actor.id, now });
    await this.readings.page(manager, actor, 'task', page.rows, now);
    return sendPage(reply, 'tasks', request, page);
  }

  @Get('tasks/:id')
  @May('task.read')
  @Summary('One task.')
  @Answers(TaskView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<TaskView> {
    if (!isId(id)) throw noTask();
    return this.shown(visit, id);
  }

  @Post('tasks')
  @May('task.work')
  @Summary('Makes a task, on a lead or of its own.')
  @Answers(TaskView, 201)
  async create(
    @Who() visit: Visit,
    @Body(new Valid(TaskCreate)) input: z.infer<typeof TaskCreate>,
  ): Promise<TaskView> {
    const ownerId = input.ownerId === undefined ? visit.actor.id : input.ownerId;
    const { taskId } = await inTransaction(this.source, async (manager) => {
      await refuseUnknownOwner(manager, ownerId);
      await refuseUnknownLead(manager, input.leadId);
      const task = {
        ...input,
        ownerId,
        leadId: input.leadId ?? null,
        dueAt: new Date(input.dueAt),
      };
      return this.tasks.create(manager, task, visit.actor, this.clock.now());
    });
    return this.shown(visit, taskId);
  }

  @Post('leads/:id/call-backs')
  @May('task.work')
  @Summary('Promises the person a call at a time.')
  @Answers(TaskView, 201)
  async promise(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(CallBackInput)) input: CallBackInput,
  ): Promise<TaskView> {
    if (!isId(id)) throw noLead();
    const taskId = await inTransaction(this.source, async (manager) => {
      await refuseUnknownOwner(manager, input.ownerId);
      return this.callBacks.promise(manager, id, input, visit.actor, this.clock.now());
    });
    return this.shown(visit, taskId);
  }

  @Put('tasks/:id')
  @May('task.work')
  @Summary('Changes a task’s title, owner or due time.')
  @Answers(TaskView)
  async edit(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TaskEdit)) edit: z.infer<typeof TaskEdit>,
  ): Promise<TaskView> {
    return this.after(visit, id, async (manager, now) => {
      await refuseUnknownOwner(manager, edit.ownerId);
      const { dueAt, ...rest } = edit;
      const change = { ...rest, ...(dueAt ? { dueAt: new Date(dueAt) } : {}) };
      await this.tasks.edit(manager, id, change, visit.actor, now);
    });
  }

  @Post('tasks/:id/completion')
  @HttpCode(200)
  @May('task.work')
  @Summary('Marks a task as done.')
  @Answers(TaskView)
  async complete(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TaskDone)) input: z.infer<typeof TaskDone>,
  ): Promise<TaskView> {
    return this.after(visit, id, (manager, now) =>
      this.tasks.complete(manager, id, input, visit.actor, now),
    );
  }

  @Post('tasks/:id/drop')
  @HttpCode(200)
  @May('task.work')
  @Summary('Gives a task up, with a reason.')
  @Answers(TaskView)
  async drop(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TaskDrop)) input: z.infer<typeof TaskDrop>,
  ): Promise<TaskView> {
    return this.after(visit, id, (manager, now) =>
      this.tasks.drop(manager, id, input, visit.actor, now),
    );
  }

  private async after(
    visit: Visit,
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<void>,
  ): Promise<TaskView> {
    if (!isId(id)) throw noTask();
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.shown(visit, id);
  }

  private async shown({ actor }: Visit, id: string): Promise<TaskView> {
    const now = this.clock.now();
    const { manager } = this.source;
    const task = await this.list.one(manager, id, { me: actor.id, now });
    if (!task) throw noTask();
    await this.readings.one(manager, actor, { resource: 'task', id, leadId: task.leadId }, now);
    return task;
  }
}
