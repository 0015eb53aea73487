import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  AgentLoad,
  CatalogueView,
  LoadQuery,
  NumbersQuery,
  NumbersReport,
  REPORT_SLICES,
  ReportStanding,
} from '#contract';
import { type Clock, ReadReplica, refuseUnstorable } from '#platform';
import {
  CATALOGUE_VERSION,
  definitionView,
  LOAD_NUMBERS,
  NumberQueries,
  NUMBERS,
  readReportTime,
  readStanding,
} from '#reporting';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { CLOCK } from '../tokens.js';
import { AgentLoads } from './agent-load.js';

/** What the numbers are, and what they come to. */
@Controller('api/reports')
export class NumbersController {
  constructor(
    private readonly source: DataSource,
    private readonly replica: ReadReplica,
    private readonly numbers: NumberQueries,
    private readonly loads: AgentLoads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('catalogue')
  @May('report.read')
  @Summary('Every number: what it means, its formula, what it leaves out, what it is made of.')
  @Answers(CatalogueView)
  async catalogue(): Promise<CatalogueView> {
    const { timeZone, hours } = await readReportTime(this.source.manager);
    return {
      version: CATALOGUE_VERSION,
      timeZone,
      businessHours: hours,
      slices: REPORT_SLICES.map(({ code, label }) => ({ name: code, label })),
      numbers: NUMBERS.map(definitionView),
      load: LOAD_NUMBERS.map(({ name, label, sentence, formula, unit }) => ({
        name,
        label,
        sentence,
        formula,
        unit,
      })),
    };
  }

  @Get('numbers')
  @May('report.read')
  @Summary('Numbers of a period, by slices and buckets of time, beside the period before.')
  @Answers(NumbersReport)
  async report(@Query(new Valid(NumbersQuery)) query: NumbersQuery): Promise<NumbersReport> {
    // As text it was looked through before; escapes come to light when it is read.
    refuseUnstorable(query);
    return this.replica.read((manager) => this.numbers.report(manager, query, this.clock.now()));
  }

  @Get('standing')
  @May('report.read')
  @Summary('Up to when every change is in the numbers, and whether they are being counted anew.')
  @Answers(ReportStanding)
  standing(): Promise<ReportStanding> {
    return readStanding(this.source.manager, this.clock.now());
  }

  @Get('load')
  @May('report.read')
  @Summary(
    'What each colleague has on their hands now, and their talk time and attempts of a period.',
  )
  @Answers(z.array(AgentLoad))
  async load(@Query(new Valid(LoadQuery)) query: LoadQuery): Promise<AgentLoad[]> {
    return this.replica.read((manager) => this.loads.of(manager, query, this.clock.now()));
  }
}
