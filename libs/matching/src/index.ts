export type { PatientFacts, ProgramFacts } from './facts.js';
export { type MatchAnswer, matchPrograms } from './match-programs.js';
export { MatchEntity, MatchOverrideEntity, MatchPickEntity } from './matches/match.entity.js';
export { MatchQueries, rowView } from './matches/match.queries.js';
export { type LatestMatch, MatchService, type NextBest } from './matches/match.service.js';
export { MatchingModule } from './matching.module.js';
export { packPart } from './matches/stored-match.js';
export { prefilterFor, ProgramQueries } from './loading/program.queries.js';
