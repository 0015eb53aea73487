import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { PatientQueries } from './loading/patient.queries.js';
import { ProgramQueries } from './loading/program.queries.js';
import { MatchQueries } from './matches/match.queries.js';
import { MatchService } from './matches/match.service.js';

/** Matching, for processes that hold the vault. It knows nothing of benefits (rule R13). */
@Module({
  imports: [LeadsModule],
  providers: [PatientQueries, ProgramQueries, MatchQueries, MatchService],
  exports: [MatchQueries, MatchService],
})
export class MatchingModule {}
