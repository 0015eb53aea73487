import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { JudgedProgram, MatchAsk, MatchPickInput, RankedProgram, Stage } from '#contract';
import { ActivityService, LeadProgressService, lockLead } from '#leads';
import { newId } from '#platform';
import { Vault } from '#vault';
import { levelNeeded } from '../levels.js';
import { PatientQueries } from '../loading/patient.queries.js';
import { ProgramQueries, prefilterFor } from '../loading/program.queries.js';
import { judgeProgram, matchPrograms } from '../match-programs.js';
import { RULES_VERSION } from '../rules/rules.js';
import { matchError } from './match-error.js';
import { MatchEntity, MatchOverrideEntity, MatchPickEntity } from './match.entity.js';
import { openAnswer, openInputs, sealPart, type StoredAnswer } from './stored-match.js';

/** Stages from which a pick moves a lead on to `matched`. */
const BEFORE_MATCHED: ReadonlySet<Stage> = new Set<Stage>([
  'new',
  'attempted',
  'contacted',
  'qualified',
  'verifying',
]);

/** Asks for programs and picks one. Every method belongs into the caller's transaction. */
@Injectable()
export class MatchService {
  constructor(
    private readonly vault: Vault,
    private readonly patients: PatientQueries,
    private readonly programs: ProgramQueries,
    private readonly activities: ActivityService,
    private readonly progress: LeadProgressService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Ranks the programs of the directory for a lead and keeps question and answer; gives the id of the match. Throws
   * `lead.not_found`, `lead.merged`.
   */
  async ask(
    manager: EntityManager,
    { leadId, wishes }: MatchAsk,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const lead = await lockLead(manager, leadId);
    const { patient, around } = await this.patients.read(manager, leadId, wishes);
    const { programs, bounded } = await this.programs.read(manager, prefilterFor(patient));
    const answer = matchPrograms(patient, programs, now);
    const shown = new Set([...answer.ranked, ...answer.excluded].map(({ programId }) => programId));
    const explained = programs.filter(({ id }) => shown.has(id));
    const id = newId();
    await manager.insert(MatchEntity, {
      id,
      leadId,
      askedBy: staffIdOf(actor),
      askedAt: now,
      rulesVersion: answer.rulesVersion,
      considered: answer.considered,
      open: answer.open,
      inputsEnc: sealPart(this.vault, id, 'inputs_enc', {
        wishes,
        patient,
        around,
        bounded,
        programs: explained,
      }),
      answerEnc: sealPart(this.vault, id, 'answer_enc', answer),
    });
    const [first] = answer.ranked;
    await this.#told(manager, lead, actor, now, 'programs.matched', id, {
      matchId: id,
      considered: answer.considered,
      open: answer.open,
      first: first ? `${first.programName}, ${first.facilityName}` : null,
    });
    const details = {
      matchId: id,
      rulesVersion: answer.rulesVersion,
      considered: answer.considered,
      open: answer.open,
      level: levelNeeded(patient.level)?.level ?? null,
    };
    await this.#audited(manager, lead, 'match.made', id, details, actor, now);
    return id;
  }

  /**
   * Picks a program of a match for a referral, and moves the lead to `matched` where it has not got that far. Any
   * program but the first of those not picked yet needs a kind and a reason, which are kept as an override. Gives the id
   * of the pick; the same program again gives the one there is. Throws `match.not_found`, `match.reason_needed`,
   * `match.program_not_in_answer`, and what the lead's gate says (`lead.gate_not_met`, `lead.transition_not_allowed`).
   */
  async pick(
    manager: EntityManager,
    matchId: string,
    input: MatchPickInput,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const match = await this.#match(manager, matchId);
    const lead = await lockLead(manager, match.leadId);
    const picks = await manager.findBy(MatchPickEntity, { matchId });
    const known = picks.find(({ programId }) => programId === input.programId);
    if (known) return known.id;
    const answer = openAnswer(this.vault, match);
    const picked = programIn(answer, input.programId);
    const first = firstLeft(answer, new Set(picks.map(({ programId }) => programId)));
    const override = first?.programId === input.programId ? null : overrideOf(input);
    const id = newId();
    const rank = 'rank' in picked ? picked.rank : null;
    await manager.insert(MatchPickEntity, {
      id,
      matchId,
      programId: input.programId,
      rank,
      pickedBy: staffIdOf(actor),
      pickedAt: now,
    });
    if (override) {
      const overrideId = newId();
      await manager.insert(MatchOverrideEntity, {
        id: overrideId,
        pickId: id,
        matchId,
        programId: input.programId,
        kind: override.kind,
        reasonEnc: this.vault.encrypt(reasonRef(overrideId), override.reason),
        by: staffIdOf(actor),
        at: now,
      });
    }
    if (BEFORE_MATCHED.has(lead.stage)) {
      await this.progress.changeStage(manager, lead.id, { stage: 'matched' }, actor, now);
    }
    await this.#told(manager, lead, actor, now, 'program.picked', id, {
      matchId,
      programId: input.programId,
      program: picked.programName,
      facility: picked.facilityName,
      rank,
      ...(override && { kind: override.kind, reason: override.reason }),
    });
    const details = {
      matchId,
      programId: input.programId,
      rank,
      override: override?.kind ?? null,
    };
    await this.#audited(manager, lead, 'match.picked', matchId, details, actor, now);
    return id;
  }

  /**
   * The next program of a match, by its rank then, that is not among `excludingProgramIds` and that today's rules and
   * today's directory still let in for the patient as they were asked about; null when none is left. Throws
   * `match.not_found`.
   */
  async nextBest(
    manager: EntityManager,
    matchId: string,
    excludingProgramIds: readonly string[],
    now: Date,
  ): Promise<NextBest | null> {
    const match = await this.#match(manager, matchId);
    const { ranked } = openAnswer(this.vault, match);
    const { patient } = openInputs(this.vault, match);
    const excluded = new Set(excludingProgramIds);
    const left = ranked.filter(({ programId }) => !excluded.has(programId));
    const { payerIds } = prefilterFor(patient);
    const ids = left.map(({ programId }) => programId);
    const today = new Map(
      (await this.programs.byIds(manager, ids, payerIds)).map((program) => [program.id, program]),
    );
    for (const candidate of left) {
      const program = today.get(candidate.programId);
      const judged = program ? judgeProgram(patient, program, now) : null;
      if (judged && judged.standing !== 'excluded') return { ...judged, rank: candidate.rank };
    }
    return null;
  }

  /** The latest match of a lead, whoever asked; null: there is none. */
  async latestFor(manager: EntityManager, leadId: string): Promise<LatestMatch | null> {
    const match = await manager.findOne(MatchEntity, {
      where: { leadId },
      order: { askedAt: 'DESC', id: 'DESC' },
      select: { id: true, askedAt: true, rulesVersion: true },
    });
    if (!match) return null;
    const picks = await manager.find(MatchPickEntity, {
      where: { matchId: match.id },
      order: { pickedAt: 'ASC', id: 'ASC' },
    });
    return {
      id: match.id,
      askedAt: match.askedAt,
      rulesChanged: match.rulesVersion !== RULES_VERSION,
      pickedProgramIds: picks.map(({ programId }) => programId),
    };
  }

  async #match(manager: EntityManager, matchId: string): Promise<MatchEntity> {
    const match = await manager.findOneBy(MatchEntity, { id: matchId });
    if (!match) throw matchError('match.not_found', 'There is no such match.');
    return match;
  }

  async #told<K extends 'programs.matched' | 'program.picked'>(
    manager: EntityManager,
    lead: { id: string },
    actor: Actor,
    now: Date,
    kind: K,
    subjectId: string,
    payload: Parameters<typeof this.activities.record<K>>[1]['payload'],
  ): Promise<void> {
    const leadId = lead.id;
    await this.activities.record<K>(
      manager,
      { leadId, kind, payload, at: now, actor, subjectId },
      now,
    );
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  #audited(
    manager: EntityManager,
    lead: { id: string; patientId: string },
    action: string,
    resourceId: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const { id: leadId, patientId: personId } = lead;
    const entry = { actor, action, resource: 'match', resourceId, leadId, personId, details };
    return this.audit.record(manager, entry, now);
  }
}

/** What `nextBest` proposes: how it stands today, and where it stood. */
export type NextBest = JudgedProgram & { rank: number };

export interface LatestMatch {
  id: string;
  askedAt: Date;
  /** It was made by another version of the rules. */
  rulesChanged: boolean;
  /** In the order they were picked. */
  pickedProgramIds: string[];
}

export function reasonRef(overrideId: string) {
  return { table: 'match_override', column: 'reason_enc', id: overrideId };
}

function programIn(answer: StoredAnswer, programId: string): RankedProgram | JudgedProgram {
  const found = [...answer.ranked, ...answer.excluded].find((one) => one.programId === programId);
  if (found) return found;
  throw matchError(
    'match.program_not_in_answer',
    'This program is not in the answer. Ask again: the directory may have changed.',
    { programId: 'This program is not in the answer.' },
  );
}

/** The first ranked program that was not picked yet; picking it needs no reason. */
export function firstLeft(
  { ranked }: Pick<StoredAnswer, 'ranked'>,
  picked: ReadonlySet<string>,
): RankedProgram | undefined {
  return ranked.find(({ programId }) => !picked.has(programId));
}

function overrideOf({ kind, reason }: MatchPickInput) {
  if (kind && reason) return { kind, reason };
  throw matchError('match.reason_needed', 'Another program comes first: please say why this one.', {
    ...(kind ? {} : { kind: 'Please choose why.' }),
    ...(reason ? {} : { reason: 'Please say why this program and not the first one.' }),
  });
}
