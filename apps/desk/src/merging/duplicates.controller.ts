import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { DuplicateCandidate, DuplicateQuery, EpisodeView, PossibleMatchView } from '#contract';
import { Duplicates, PossibleMatches } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');
const noMatch = notFound('possible_match.not_found', 'possible match');

/** Whether somebody is here already, under another number or from another time. */
@Controller('api')
export class DuplicatesController {
  constructor(
    private readonly source: DataSource,
    private readonly duplicates: Duplicates,
    private readonly matches: PossibleMatches,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('leads/duplicates')
  @HttpCode(200)
  @May('lead.read')
  @Summary('Leads that may be of the person being typed in, at most 10, each with why.')
  @Answers(z.array(DuplicateCandidate))
  async find(
    @Who() { actor }: Visit,
    @Body(new Valid(DuplicateQuery)) query: DuplicateQuery,
  ): Promise<DuplicateCandidate[]> {
    const { manager } = this.source;
    const candidates = await this.duplicates.find(manager, query);
    const leads = candidates.map(({ lead }) => lead);
    await this.readings.page(manager, actor, 'lead', leads, this.clock.now());
    return candidates;
  }

  @Get('leads/:id/possible-matches')
  @May('lead.read')
  @Summary('Leads that intake thought might be of the same patient.')
  @Answers(z.array(PossibleMatchView))
  async possible(@Who() { actor }: Visit, @Param('id') id: string): Promise<PossibleMatchView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const matches = await this.matches.ofLead(manager, id);
    const leads = matches.map(({ other }) => other);
    await this.readings.page(manager, actor, 'lead', leads, this.clock.now());
    return matches;
  }

  @Post('possible-matches/:matchId/dismissal')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Says that the two leads are of different patients.')
  @Answers(PossibleMatchView)
  async dismiss(
    @Who() { actor }: Visit,
    @Param('matchId') matchId: string,
  ): Promise<PossibleMatchView> {
    if (!isId(matchId)) throw noMatch();
    return inTransaction(this.source, (manager) =>
      this.matches.dismiss(manager, matchId, actor, this.clock.now()),
    );
  }

  @Get('leads/:id/episodes')
  @May('lead.read')
  @Summary('Every lead of this patient, latest first.')
  @Answers(z.array(EpisodeView))
  async episodes(@Who() { actor }: Visit, @Param('id') id: string): Promise<EpisodeView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const episodes = await this.duplicates.episodes(manager, id);
    await this.readings.page(manager, actor, 'lead', episodes, this.clock.now());
    return episodes;
  }
}
