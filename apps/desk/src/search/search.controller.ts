import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { SearchAnswer, SearchQuery } from '#contract';
import { type Clock } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { Search } from './search.js';

@Controller('api/search')
export class SearchController {
  constructor(
    private readonly source: DataSource,
    private readonly search: Search,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Leads and people by a number, a phone number, an e-mail address or words of a name.')
  @Answers(SearchAnswer)
  async find(
    @Who() { actor }: Visit,
    @Query(new Valid(SearchQuery)) { q }: z.infer<typeof SearchQuery>,
  ): Promise<SearchAnswer> {
    const { manager } = this.source;
    const answer = await this.search.find(manager, q);
    const now = this.clock.now();
    const of = (kind: 'lead' | 'person') => answer.hits.filter((hit) => hit.kind === kind);
    await this.readings.page(manager, actor, 'lead', of('lead'), now);
    await this.readings.page(manager, actor, 'person', of('person'), now);
    return answer;
  }
}
