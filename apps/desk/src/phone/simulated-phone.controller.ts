import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type SimulatedExchange, UnknownLeg } from '#calls';
import {
  ERROR_STATUS,
  phoneIdentityOf,
  SimulatedCaller,
  SimulatedDial,
  SimulatedLeg,
} from '#contract';
import { ourNumber } from '#messages';
import { May, Passive } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { DomainError, notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { PhoneCompany } from './phone-company.js';

const noLeg = notFound('phone_leg.not_found', 'call');
const Done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
/** A comment line keeps proxies from closing a quiet stream; milliseconds. */
const HEARTBEAT_MS = 25_000;

/** What a browser does at the demo's stand-in for the phone company. Without it everything here is refused. */
@Controller('api/phone/simulated')
export class SimulatedPhoneController {
  constructor(
    private readonly source: DataSource,
    private readonly company: PhoneCompany,
  ) {}

  @Get('line')
  @May('call.log')
  @Passive()
  @Summary(
    'A stream (server-sent events) of what the simulated phone does in this browser; demo only.',
  )
  @AnswersText('text/event-stream', 'Events as `SimulatedLineEvent` has them.')
  line(@Who() { actor }: Visit, @Res() reply: FastifyReply): void {
    const exchange = this.exchange();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
    });
    raw.write('retry: 2000\n\n');
    const stop = exchange.listen(phoneIdentityOf(actor.id), (event) => {
      raw.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    raw.on('close', () => {
      clearInterval(heartbeat);
      stop();
    });
    void reply.hijack();
  }

  @Post('calls')
  @May('call.log')
  @Summary('Dials with a permit; demo only.')
  @Answers(SimulatedLeg, 201)
  dial(
    @Who() { actor }: Visit,
    @Body(new Valid(SimulatedDial)) dialled: z.infer<typeof SimulatedDial>,
  ): z.infer<typeof SimulatedLeg> {
    return this.exchange().place(phoneIdentityOf(actor.id), dialled);
  }

  @Post('calls/:id/answer')
  @HttpCode(200)
  @May('call.log')
  @Summary('Takes a call that rings; demo only.')
  @Answers(Done)
  answer(@Who() { actor }: Visit, @Param('id') id: string): typeof DONE {
    const exchange = this.exchange();
    return onLeg(() => exchange.answer(phoneIdentityOf(actor.id), id));
  }

  @Post('calls/:id/ending')
  @HttpCode(200)
  @May('call.log')
  @Summary('Ends a call, or lets it ring elsewhere; demo only.')
  @Answers(Done)
  end(@Who() { actor }: Visit, @Param('id') id: string): typeof DONE {
    const exchange = this.exchange();
    return onLeg(() => exchange.hangUp(phoneIdentityOf(actor.id), id));
  }

  @Post('callers')
  @HttpCode(200)
  @May('call.log')
  @Summary('Lets somebody made up call the main line; demo only.')
  @Answers(Done)
  async caller(
    @Body(new Valid(SimulatedCaller)) { from }: z.infer<typeof SimulatedCaller>,
  ): Promise<typeof DONE> {
    const exchange = this.exchange();
    const to = await ourNumber(this.source.manager, null);
    if (to === null) throw noLeg();
    await exchange.call(from ?? madeUpNumber(), to);
    return DONE;
  }

  private exchange(): SimulatedExchange {
    const { simulated } = this.company;
    if (simulated) return simulated;
    throw new DomainError('phone.not_configured', {
      status: ERROR_STATUS['phone.not_configured'],
      message: 'There is no simulated phone here: it is part of the demo.',
    });
  }
}

function onLeg(act: () => void): typeof DONE {
  try {
    act();
    return DONE;
  } catch (error) {
    if (error instanceof UnknownLeg) throw noLeg();
    throw error;
  }
}

/** A number of those set aside for stories: 555-0100 to 555-0199. */
function madeUpNumber(): string {
  return `+1415555${String(100 + Math.floor(Math.random() * 100)).padStart(4, '0')}`;
}
