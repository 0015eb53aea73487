import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AuditService } from '#audit';
import { CallEntity, ConferenceDriver, ConferenceService } from '#calls';
import {
  ConferenceInput,
  ConferenceView,
  CurrentCallView,
  ERROR_STATUS,
  HoldInput,
  PartyInput,
  ThirdParties as ThirdPartiesView,
} from '#contract';
import { ourNumber } from '#messages';
import { type Clock, inTransaction, isId } from '#platform';
import { May, Passive } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { DomainError, notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { CurrentCall } from './current-call.js';
import { PhoneCompany } from './phone-company.js';
import { ThirdParties } from './third-parties.js';

const noCall = notFound('call.not_found', 'call');
const noConference = notFound('conference.not_found', 'call');
const About = z.object({ leadId: z.uuid().optional() });

/** Hold, and others in a call. */
/** Reports of the phone company take their way through the queue. */
const REPORTED_WITHIN_MS = 5000;
const LOOK_EVERY_MS = 250;

@Controller('api/phone')
export class ConferencesController {
  constructor(
    private readonly source: DataSource,
    private readonly company: PhoneCompany,
    private readonly current: CurrentCall,
    private readonly thirdParties: ThirdParties,
    private readonly conferences: ConferenceService,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('call')
  @May('call.log')
  @Passive()
  @Summary('The call one is in now, in a browser or at a phone.')
  @Answers(CurrentCallView)
  call(@Who() { actor }: Visit): Promise<CurrentCallView> {
    return this.current.of(this.source.manager, actor.id);
  }

  @Post('calls/:id/claim')
  @HttpCode(200)
  @May('call.log')
  @Summary('Says that it is oneself who speaks on a call that a phone of ours took.')
  @Answers(CurrentCallView)
  async claim(@Who() { actor }: Visit, @Param('id') id: string): Promise<CurrentCallView> {
    if (!isId(id)) throw noCall();
    await inTransaction(this.source, (manager) =>
      this.current.claim(manager, id, actor, this.clock.now()),
    );
    return this.current.of(this.source.manager, actor.id);
  }

  @Get('third-parties')
  @May('call.log')
  @Summary('Who can be brought into a call about a lead, and whether they may be.')
  @Answers(ThirdPartiesView)
  offered(
    @Who() { actor }: Visit,
    @Query(new Valid(About)) { leadId }: z.infer<typeof About>,
  ): Promise<ThirdPartiesView> {
    return this.thirdParties.offered(this.source.manager, leadId ?? null, actor.id);
  }

  @Post('conferences')
  @HttpCode(200)
  @May('call.log')
  @Summary('Puts whoever is on the line on hold, for the first time in this call.')
  @Answers(ConferenceView)
  async open(
    @Who() { actor }: Visit,
    @Body(new Valid(ConferenceInput)) { callSid }: z.infer<typeof ConferenceInput>,
  ): Promise<ConferenceView> {
    const driver = this.driver();
    const { manager } = this.source;
    const call = await this.taken(callSid);
    const open = await this.conferences.openOf(manager, call.id);
    if (open && open.staffId === actor.id) return driver.hold(open.id, true, actor);
    if (call.staffId !== actor.id) throw notYours();
    const shut = await this.conferences.shut(manager, call);
    if (shut !== null) throw cannotHold(shut);
    const ourPhone = await ourNumber(manager, call.leadId);
    if (ourPhone === null) throw noOwnNumber();
    return driver.open(call, ourPhone, actor);
  }

  @Get('conferences/:id')
  @May('call.log')
  @Passive()
  @Summary('A call with somebody on hold, or with others in it.')
  @Answers(ConferenceView)
  async get(@Who() { actor }: Visit, @Param('id') id: string): Promise<ConferenceView> {
    return this.driver().view(known(id), actor);
  }

  @Post('conferences/:id/look')
  @HttpCode(200)
  @May('call.log')
  @Passive()
  @Summary(
    'Asks the phone company how it stands, and has done what was wanted and is not done yet.',
  )
  @Answers(ConferenceView)
  async look(@Who() { actor }: Visit, @Param('id') id: string): Promise<ConferenceView> {
    return this.driver().look(known(id), actor);
  }

  @Post('conferences/:id/hold')
  @HttpCode(200)
  @May('call.log')
  @Summary(
    'Puts whoever is on the line on hold, or takes them back: all speak with each other then.',
  )
  @Answers(ConferenceView)
  async hold(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(HoldInput)) { held }: z.infer<typeof HoldInput>,
  ): Promise<ConferenceView> {
    return this.driver().hold(known(id), held, actor);
  }

  @Post('conferences/:id/parties')
  @HttpCode(200)
  @May('call.log')
  @Summary(
    'Calls somebody into the call: they speak with the colleague alone until all are joined.',
  )
  @Answers(ConferenceView)
  async ask(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(PartyInput)) input: PartyInput,
  ): Promise<ConferenceView> {
    const driver = this.driver();
    const { leadId } = await driver.view(known(id), actor);
    const party = await inTransaction(this.source, (manager) =>
      this.chosen(manager, leadId, input, actor),
    );
    return driver.ask(id, party, actor);
  }

  @Post('conferences/:id/parties/:partyId/removal')
  @HttpCode(200)
  @May('call.log')
  @Summary('Puts somebody out of the call, or lets their phone ring no more.')
  @Answers(ConferenceView)
  async remove(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('partyId') partyId: string,
  ): Promise<ConferenceView> {
    return this.driver().remove(known(id), known(partyId), actor);
  }

  @Post('conferences/:id/departure')
  @HttpCode(200)
  @May('call.log')
  @Summary('Leaves the others to themselves.')
  @Answers(ConferenceView)
  async leave(@Who() { actor }: Visit, @Param('id') id: string): Promise<ConferenceView> {
    return this.driver().leave(known(id), actor);
  }

  @Post('conferences/:id/ending')
  @HttpCode(200)
  @May('call.log')
  @Summary('Ends the call for everybody.')
  @Answers(ConferenceView)
  async end(@Who() { actor }: Visit, @Param('id') id: string): Promise<ConferenceView> {
    return this.driver().end(known(id), actor);
  }

  /** The call; one that was answered a moment ago is waited for until it is known by whom. */
  private async taken(callSid: string): Promise<CallEntity> {
    const { manager } = this.source;
    const since = performance.now();
    for (;;) {
      const call = await manager.findOneBy(CallEntity, {
        provider: 'twilio',
        providerCallId: callSid,
      });
      if (!call) throw noCall();
      if (call.staffId !== null || performance.now() - since > REPORTED_WITHIN_MS) return call;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Whoever is called in an emergency without consent is put on record for the accounting of disclosures. */
  private async chosen(
    manager: EntityManager,
    leadId: string | null,
    input: PartyInput,
    actor: Visit['actor'],
  ) {
    const party = await this.thirdParties.chosen(manager, leadId, input);
    if (party.basis !== 'emergency') return party;
    const details = { kind: party.kind, basis: '42 CFR 2.51' };
    const entry = { actor, action: 'disclosure.emergency', resource: 'lead', resourceId: leadId };
    await this.audit.record(manager, { ...entry, leadId, details }, this.clock.now());
    return party;
  }

  private driver(): ConferenceDriver {
    return this.company.driver(this.source, this.conferences, this.clock);
  }
}

function known(id: string): string {
  if (!isId(id)) throw noConference();
  return id;
}

function notYours(): DomainError {
  return new DomainError('phone.not_your_call', {
    status: ERROR_STATUS['phone.not_your_call'],
    message:
      'This call is a colleague’s, or nobody has said yet who took it. Try again in a moment.',
  });
}

function cannotHold(message: string): DomainError {
  return new DomainError('phone.cannot_hold', {
    status: ERROR_STATUS['phone.cannot_hold'],
    message,
  });
}

function noOwnNumber(): DomainError {
  return new DomainError('phone.no_own_number', {
    status: ERROR_STATUS['phone.no_own_number'],
    message: 'There is no number of ours to call from: add one under Sources, Tracking numbers.',
  });
}
