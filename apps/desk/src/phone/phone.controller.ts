import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { BrowserCallService } from '#calls';
import {
  CallDescription,
  DialInput,
  DialPermit,
  phoneIdentityOf,
  PhoneLineInput,
  PhoneToken,
  PhoneView,
} from '#contract';
import { type Clock, inTransaction } from '#platform';
import { May, Passive } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { Describing } from './describing.js';
import { Dialling } from './dialling.js';
import { PhoneCompany } from './phone-company.js';

const CallDescribed = z.object({ callId: z.uuid(), leadId: z.uuid().nullable() });

/** Calls in the browser. */
@Controller('api/phone')
export class PhoneController {
  constructor(
    private readonly source: DataSource,
    private readonly company: PhoneCompany,
    private readonly calls: BrowserCallService,
    private readonly dialling: Dialling,
    private readonly describing: Describing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('call.log')
  @Summary('Whether one can call in the browser, and until when calls ring in one’s own.')
  @Answers(PhoneView)
  async phone(@Who() { actor }: Visit): Promise<PhoneView> {
    const readyUntil = await this.calls.readyUntil(this.source.manager, actor.id, this.clock.now());
    return this.view(actor.id, readyUntil);
  }

  @Post('token')
  @HttpCode(200)
  @May('call.log')
  @Passive()
  @Summary('Lets this browser speak to the phone company for an hour.')
  @Answers(PhoneToken)
  token(@Who() { actor }: Visit): PhoneToken {
    return this.company.token(phoneIdentityOf(actor.id), this.clock.now());
  }

  @Post('line')
  @HttpCode(200)
  @May('call.log')
  @Passive()
  @Summary('Says that calls ring in this browser for the next minute and a half, or no more.')
  @Answers(PhoneView)
  async line(
    @Who() { actor }: Visit,
    @Body(new Valid(PhoneLineInput)) { ready }: { ready: boolean },
  ): Promise<PhoneView> {
    this.company.required();
    const now = this.clock.now();
    const { manager } = this.source;
    return this.view(actor.id, await this.calls.setReady(manager, actor.id, ready, now));
  }

  @Post('permits')
  @May('call.log')
  @Summary('Leave to call one number of a lead once, now: where the contact rules allow it.')
  @Answers(DialPermit, 201)
  async permit(
    @Who() { actor }: Visit,
    @Body(new Valid(DialInput)) input: DialInput,
  ): Promise<DialPermit> {
    this.company.required();
    return inTransaction(this.source, (manager) =>
      this.dialling.permit(manager, input, actor, this.clock.now()),
    );
  }

  @Post('descriptions')
  @HttpCode(200)
  @May('call.log')
  @Summary('Says what came of a call one had in the browser, once.')
  @Answers(CallDescribed)
  async describe(
    @Who() visit: Visit,
    @Body(new Valid(CallDescription)) description: CallDescription,
  ): Promise<z.infer<typeof CallDescribed>> {
    return inTransaction(this.source, async (manager) => {
      const call = await this.describing.describe(manager, description, visit, this.clock.now());
      return { callId: call.id, leadId: call.leadId };
    });
  }

  private view(staffId: string, readyUntil: Date | null): PhoneView {
    return {
      kind: this.company.kind,
      identity: phoneIdentityOf(staffId),
      readyUntil: readyUntil?.toISOString() ?? null,
    };
  }
}
