import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { PersonEdit } from '#contract';
import { LeadContactService } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { personNotFound, PeopleService } from '#people';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { listPeople, PersonFilter, PersonView, viewOf } from './people.list.js';
import { PersonSearch } from './person-search.js';

@Controller('api/people')
export class PeopleController {
  constructor(
    private readonly source: DataSource,
    private readonly people: PeopleService,
    private readonly contacts: LeadContactService,
    private readonly search: PersonSearch,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('person.read')
  @Summary('People: patients and their contacts.')
  @AnswersPage('people', PersonView, PersonFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = listRequest(query, PersonFilter, actor);
    const { manager } = this.source;
    const page = await listPeople(manager, this.people, this.search, request);
    await this.readings.page(manager, actor, 'person', page.rows, this.clock.now());
    return sendPage(reply, 'people', request, page);
  }

  @Get(':id')
  @May('person.read')
  @Summary('One person, with contact points and leads.')
  @Answers(PersonView)
  async get(@Who() { actor }: Visit, @Param('id') id: string): Promise<PersonView> {
    if (!isId(id)) throw personNotFound();
    const person = await this.#view(id);
    const reading = { resource: 'person', id, personId: id } as const;
    await this.readings.one(this.source.manager, actor, reading, this.clock.now());
    return person;
  }

  @Put(':id')
  @May('person.write')
  @Summary('Corrects the name, the date of birth or the language of a person.')
  @Answers(PersonView)
  async correct(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(PersonEdit)) edit: PersonEdit,
  ): Promise<PersonView> {
    if (!isId(id)) throw personNotFound();
    await inTransaction(this.source, (manager) =>
      this.contacts.correct(manager, id, edit, actor, this.clock.now()),
    );
    return this.#view(id);
  }

  async #view(id: string): Promise<PersonView> {
    const person = (await this.people.view(this.source.manager, [id])).get(id);
    if (!person) throw personNotFound();
    return viewOf(person, await leadIdsOf(this.source, id));
  }
}

async function leadIdsOf(source: DataSource, personId: string): Promise<string[]> {
  const rows = await source.query<{ id: string }[]>(
    `SELECT id FROM lead WHERE patient_id = $1
     UNION SELECT lead_id FROM lead_contact WHERE person_id = $1 ORDER BY id DESC LIMIT 200`,
    [personId],
  );
  return rows.map((row) => row.id);
}
