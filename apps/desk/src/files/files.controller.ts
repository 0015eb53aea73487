import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { LeadFileView } from '#contract';
import { LeadFileService, LeadQueries } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { uploadOf } from './upload-body.js';

const noLead = notFound('lead.not_found', 'lead');
const Files = z.array(LeadFileView);

@Controller('api/leads/:id/files')
export class FilesController {
  constructor(
    private readonly source: DataSource,
    private readonly files: LeadFileService,
    private readonly leads: LeadQueries,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('The files of a lead, latest first, without their content.')
  @Answers(Files)
  async list(@Who() { actor }: Visit, @Param('id') id: string): Promise<LeadFileView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const { patientId } = await this.leads.get(manager, id);
    const reading = { resource: 'lead', id, personId: patientId } as const;
    await this.readings.one(manager, actor, reading, this.clock.now());
    return this.files.list(manager, id);
  }

  @Post()
  @May('lead.work')
  @Summary(
    'Keeps a file: PNG, JPEG, PDF or text up to 10 MB as application/octet-stream, its name percent-encoded in X-File-Name.',
  )
  @Answers(LeadFileView, 201)
  async add(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LeadFileView> {
    if (!isId(id)) throw noLead();
    const file = await uploadOf(request, reply);
    return inTransaction(this.source, (manager) =>
      this.files.add(manager, id, file, actor, this.clock.now()),
    );
  }

  @Get(':fileId')
  @May('lead.read')
  @Summary('Downloads a file; that is put on record.')
  @AnswersText('application/octet-stream', 'The file as it was given.')
  async download(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isId(id)) throw noLead();
    const { view, content } = await inTransaction(this.source, (manager) =>
      this.files.open(manager, id, fileId, actor, this.clock.now()),
    );
    void reply
      .header(
        'content-type',
        view.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : view.mediaType,
      )
      .header('content-disposition', attachment(view.name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cache-control', 'no-store')
      .send(content);
  }

  @Post(':fileId/removal')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Hides a file; it is kept.')
  @Answers(Files)
  async remove(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
  ): Promise<LeadFileView[]> {
    if (!isId(id)) throw noLead();
    return inTransaction(this.source, async (manager) => {
      await this.files.remove(manager, id, fileId, actor, this.clock.now());
      return this.files.list(manager, id);
    });
  }
}

/** A download by its own name, in ASCII for old readers and as RFC 8187 has it for the rest. */
function attachment(given: string): string {
  // No folder, and nothing that turns the letters of an ending round.
  const name = given.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').replaceAll(/[/\\]/g, '_');
  const ascii = name.replaceAll(/[^\x20-\x7e]|["%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
