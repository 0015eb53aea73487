import { Body, Controller, Get, Inject, Optional, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { InvitationAcceptance, ROLES } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { InvitationService, type IsBreached } from '#staff';
import { Public } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { CLOCK, IS_BREACHED } from '../tokens.js';

const OpenInvitation = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: z.enum(ROLES),
  expiresAt: z.iso.datetime(),
});
const Accepted = z.object({ id: z.uuid(), email: z.string() });

/** The token of the link, which only the invited person has, is what lets them in here. */
@Controller('api/invitations')
export class InvitationsController {
  constructor(
    private readonly source: DataSource,
    private readonly invitations: InvitationService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(IS_BREACHED) private readonly isBreached?: IsBreached,
  ) {}

  @Get(':token')
  @Public('the invited person has no account yet; the token in the link is the proof')
  @Summary('What an open invitation offers.')
  @Answers(OpenInvitation)
  async open(@Param('token') token: string): Promise<z.infer<typeof OpenInvitation>> {
    const found = await this.invitations.open(this.source.manager, token, this.clock.now());
    const { name, email, role, expiresAt } = found;
    return { name, email, role, expiresAt: expiresAt.toISOString() };
  }

  @Post(':token/acceptance')
  @Public('the invited person has no account yet; the token in the link is the proof')
  @Summary('Accepts an invitation by choosing a password. Good once.')
  @Answers(Accepted, 201)
  async accept(
    @Param('token') token: string,
    @Body(new Valid(InvitationAcceptance)) person: z.infer<typeof InvitationAcceptance>,
    @Req() { id: requestId, ip }: FastifyRequest,
  ): Promise<z.infer<typeof Accepted>> {
    return inTransaction(this.source, (manager) =>
      this.invitations.accept(
        manager,
        token,
        person,
        { requestId, ip },
        this.clock.now(),
        this.isBreached,
      ),
    );
  }
}
