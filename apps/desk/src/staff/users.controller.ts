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
import type { z } from 'zod';
import { InvitationInput, InvitationView, StaffEdit, StaffView } from '#contract';
import { type Clock, DomainError, inTransaction } from '#platform';
import { InvitationService, StaffService } from '#staff';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK, DESK_URL } from '../tokens.js';
import { listStaff, showStaff, StaffFilter } from './staff.list.js';

@Controller('api/users')
export class UsersController {
  constructor(
    private readonly source: DataSource,
    private readonly staff: StaffService,
    private readonly invitations: InvitationService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DESK_URL) private readonly deskUrl: string,
  ) {}

  @Get()
  @May('staff.read')
  @Summary('Colleagues.')
  @AnswersPage('users', StaffView, StaffFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, StaffFilter);
    return sendPage(reply, 'users', request, await listStaff(this.source.manager, request));
  }

  @Get(':id')
  @May('staff.read')
  @Summary('One colleague.')
  @Answers(StaffView)
  async get(@Param('id') id: string): Promise<StaffView> {
    await this.staff.get(this.source.manager, id);
    return this.shown(id);
  }

  @Post()
  @May('staff.manage')
  @Summary('Invites a colleague; the answer has the one-time link to hand over.')
  @Answers(InvitationView, 201)
  async invite(
    @Who() { actor }: Visit,
    @Body(new Valid(InvitationInput)) input: z.infer<typeof InvitationInput>,
  ): Promise<z.infer<typeof InvitationView>> {
    const { entity, token } = await inTransaction(this.source, (manager) =>
      this.invitations.invite(manager, input, actor, this.clock.now()),
    );
    return {
      id: entity.id,
      email: entity.email,
      role: entity.role,
      expiresAt: entity.expiresAt.toISOString(),
      link: `${this.deskUrl}/invitation/${token}`,
    };
  }

  @Put(':id')
  @May('staff.manage')
  @Summary('Changes a colleague’s name, role, team, duty or languages.')
  @Answers(StaffView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(StaffEdit)) change: z.infer<typeof StaffEdit>,
  ): Promise<StaffView> {
    await inTransaction(this.source, (manager) =>
      this.staff.edit(manager, id, change, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  @Post(':id/disablement')
  @HttpCode(200)
  @May('staff.manage')
  @Summary('Shuts a colleague out at once: every session of theirs ends.')
  @Answers(StaffView)
  async disable(@Who() { actor }: Visit, @Param('id') id: string): Promise<StaffView> {
    await inTransaction(this.source, (manager) =>
      this.staff.disable(manager, id, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  @Post(':id/enablement')
  @HttpCode(200)
  @May('staff.manage')
  @Summary('Lets a disabled colleague in again.')
  @Answers(StaffView)
  async enable(@Who() { actor }: Visit, @Param('id') id: string): Promise<StaffView> {
    await inTransaction(this.source, (manager) =>
      this.staff.enable(manager, id, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  @Post(':id/sessions-ending')
  @HttpCode(200)
  @May('staff.manage')
  @Summary('Signs a colleague out everywhere: a lost phone, a shared screen.')
  @Answers(StaffView)
  async endSessions(@Who() { actor }: Visit, @Param('id') id: string): Promise<StaffView> {
    await inTransaction(this.source, (manager) =>
      this.staff.signOut(manager, id, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  private async shown(id: string): Promise<StaffView> {
    const view = await showStaff(this.source.manager, id);
    if (!view) throw new DomainError('staff.not_found', { status: 404 });
    return view;
  }
}
