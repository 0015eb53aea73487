import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { announce } from '#audit';
import { CallEntity, CoachingService, RecordingService } from '#calls';
import {
  CoachingNoteInput,
  CoachingNoteView,
  ERROR_STATUS,
  mayCoach,
  mayListen,
  RecordingView,
} from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { DomainError, notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { byteRangeOf } from './byte-range.js';
import { Listenings } from './listenings.js';

const noCall = notFound('call.not_found', 'call');
const noRecording = notFound('recording.not_found', 'recording');
const Notes = z.array(CoachingNoteView);

/** Listening to a call, and what is noted about it for coaching. */
@Controller('api/calls/:id')
export class RecordingsController {
  constructor(
    private readonly source: DataSource,
    private readonly recordings: RecordingService,
    private readonly coaching: CoachingService,
    private readonly listenings: Listenings,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('recording')
  @May('call.read')
  @Summary('What there is to hear of a call, for those who may hear it.')
  @Answers(RecordingView)
  async recording(@Who() visit: Visit, @Param('id') id: string): Promise<RecordingView> {
    const { manager } = this.source;
    const call = await heardBy(manager, visit, id);
    return this.recordings.view(manager, call);
  }

  @Get('recording/audio')
  @May('call.read')
  @Summary('The audio of a call, whole or a range of it; each listening is put on record.')
  @AnswersText('audio/mpeg', 'The recording as the phone company gave it: MPEG or WAVE audio.')
  async audio(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Headers('range') header: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { manager } = this.source;
    const call = await heardBy(manager, visit, id);
    const recording = await this.recordings.kept(manager, call);
    if (!recording) throw noRecording();
    const { bytes, mediaType } = recording;
    const range = byteRangeOf(header, bytes);
    if (range === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${bytes}`);
      throw rangeNotThere();
    }
    await this.listenings.record(manager, visit.actor, call, this.clock.now());
    const asked = range ?? { from: 0, to: bytes - 1 };
    if (range) {
      void reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${bytes}`);
    }
    void reply
      .header('accept-ranges', 'bytes')
      .header('content-type', mediaType)
      .header('content-length', asked.to - asked.from + 1)
      .header('content-disposition', 'inline')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(Readable.from(this.recordings.read(manager, recording, asked)));
  }

  @Post('recording/fetching')
  @HttpCode(200)
  @May('call.coach')
  @Summary('Fetches a recording again that could not be fetched.')
  @Answers(RecordingView)
  async fetchAgain(@Who() visit: Visit, @Param('id') id: string): Promise<RecordingView> {
    return inTransaction(this.source, async (manager) => {
      const call = await heardBy(manager, visit, id);
      await this.recordings.wantAgain(manager, call, this.clock.now());
      announce(manager, { event: 'call.changed', id, leadId: call.leadId, created: false });
      return this.recordings.view(manager, call);
    });
  }

  @Get('coaching-notes')
  @May('call.read')
  @Summary('What was noted about a call for coaching: for who took it and for those who coach.')
  @Answers(Notes)
  async notes(@Who() visit: Visit, @Param('id') id: string): Promise<CoachingNoteView[]> {
    const { manager } = this.source;
    const call = await coachedBy(manager, visit, id);
    const { leadId } = call;
    await this.readings.one(
      manager,
      visit.actor,
      { resource: 'call', id, leadId },
      this.clock.now(),
    );
    return this.coaching.list(manager, id);
  }

  @Post('coaching-notes')
  @May('call.read')
  @Summary('Notes something about a call, at a second of its recording.')
  @Answers(Notes, 201)
  async note(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(CoachingNoteInput)) input: CoachingNoteInput,
  ): Promise<CoachingNoteView[]> {
    return inTransaction(this.source, async (manager) => {
      const call = await coachedBy(manager, visit, id);
      await this.coaching.write(manager, call, input, visit.actor, this.clock.now());
      return this.coaching.list(manager, id);
    });
  }
}

/** The call, for a colleague who may listen to it. Throws `call.not_found`, `auth.forbidden`. */
async function heardBy(manager: EntityManager, visit: Visit, id: string): Promise<CallEntity> {
  const call = await callOf(manager, id);
  if (mayListen(call, visit.colleague) || isOpenInEmergency(call, visit)) return call;
  throw forbidden('This call is heard by who had it, and by those who coach.');
}

/** Whoever looks into the lead in an emergency hears what was said on it. */
function isOpenInEmergency({ leadId }: CallEntity, { actor }: Visit): boolean {
  return leadId !== null && actor.emergency?.leadId === leadId;
}

async function coachedBy(manager: EntityManager, visit: Visit, id: string): Promise<CallEntity> {
  const call = await callOf(manager, id);
  if (mayCoach(call, visit.colleague)) return call;
  throw forbidden('These notes are for who had the call, and for those who coach.');
}

async function callOf(manager: EntityManager, id: string): Promise<CallEntity> {
  const call = isId(id) ? await manager.findOneBy(CallEntity, { id }) : null;
  if (!call) throw noCall();
  return call;
}

function forbidden(message: string): DomainError {
  return new DomainError('auth.forbidden', { status: ERROR_STATUS['auth.forbidden'], message });
}

function rangeNotThere(): DomainError {
  return new DomainError('recording.range_not_there', {
    status: ERROR_STATUS['recording.range_not_there'],
    message: 'The recording ends before that.',
  });
}
