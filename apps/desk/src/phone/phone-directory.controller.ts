import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditService } from '#audit';
import { PhoneEntryEntity } from '#content';
import { ERROR_STATUS, PhoneEntryEdit, PhoneEntryInput, PhoneEntryView } from '#contract';
import { type Clock, databaseCode, inTransaction, isId, newId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { DomainError, notFound } from '../http/record-errors.js';
import { saveVersioned } from '../http/save-versioned.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const PhoneEntryFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  active: z.boolean().optional(),
});

const noEntry = notFound('phone_entry.not_found', 'number');

/** Numbers that calls are handed to. Each change is audited in its transaction. */
@Controller('api/phone-directory')
export class PhoneDirectoryController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('call.log')
  @Summary('The numbers that calls are handed to, by name.')
  @AnswersPage('phone-directory', PhoneEntryView, PhoneEntryFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, PhoneEntryFilter);
    const { id, q, active } = request.filter;
    const entries = await this.source.manager.find(PhoneEntryEntity, {
      order: { name: 'ASC', id: 'ASC' },
      take: 1000,
    });
    const found = entries.filter(
      (entry) =>
        (!id || id.includes(entry.id)) &&
        (active === undefined || entry.active === active) &&
        (!q ||
          `${entry.name} ${entry.phone} ${entry.note}`.toLowerCase().includes(q.toLowerCase())),
    );
    const rows = found.slice(request.offset, request.offset + request.limit).map(viewOf);
    return sendPage(reply, 'phone-directory', request, { rows, total: found.length });
  }

  @Get(':id')
  @May('call.log')
  @Summary('One number.')
  @Answers(PhoneEntryView)
  async get(@Param('id') id: string): Promise<PhoneEntryView> {
    const entry = isId(id) ? await this.source.manager.findOneBy(PhoneEntryEntity, { id }) : null;
    if (!entry) throw noEntry();
    return viewOf(entry);
  }

  @Post()
  @May('routing.manage')
  @Summary('Adds a number that calls are handed to.')
  @Answers(PhoneEntryView, 201)
  add(
    @Who() { actor }: Visit,
    @Body(new Valid(PhoneEntryInput)) input: PhoneEntryInput,
  ): Promise<PhoneEntryView> {
    const [id, now] = [newId(), this.clock.now()];
    return inTransaction(this.source, async (manager) => {
      const row = { id, ...input, createdAt: now, updatedAt: now };
      await oneOfAName(manager.insert(PhoneEntryEntity, row));
      const entry = { actor, action: 'phone_entry.added', resource: 'phone_entry', resourceId: id };
      await this.audit.record(manager, entry, now);
      return viewOf(await manager.findOneByOrFail(PhoneEntryEntity, { id }));
    });
  }

  @Put(':id')
  @May('routing.manage')
  @Summary('Changes a number that calls are handed to, or takes it out of use.')
  @Answers(PhoneEntryView)
  change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(PhoneEntryEdit)) change: PhoneEntryEdit,
  ): Promise<PhoneEntryView> {
    if (!isId(id)) throw noEntry();
    const now = this.clock.now();
    return inTransaction(this.source, async (manager) => {
      const rules = { now, notFound: noEntry };
      const { saved, fields } = await oneOfAName(
        saveVersioned(manager, PhoneEntryEntity, id, change, rules),
      );
      const about = { actor, action: 'phone_entry.changed', resource: 'phone_entry' };
      await this.audit.record(manager, { ...about, resourceId: id, details: { fields } }, now);
      return viewOf(saved);
    });
  }
}

function viewOf(entry: PhoneEntryEntity): PhoneEntryView {
  const { id, version, kind, name, phone, note, active } = entry;
  return { id, version, kind, name, phone, note, active };
}

async function oneOfAName<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    const message = 'There is a number of this name already.';
    const status = ERROR_STATUS['phone_entry.name_taken'];
    throw new DomainError('phone_entry.name_taken', { status, message, errors: { name: message } });
  }
}
