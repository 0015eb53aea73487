import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type MatchPickView,
  type MatchPlace,
  type MatchRow,
  type MatchStart,
  type MatchView,
  MatchWishes,
  type OverrideKind,
} from '#contract';
import { Vault } from '#vault';
import { PatientQueries } from '../loading/patient.queries.js';
import { notesOf } from '../match-programs.js';
import { RULES, RULES_VERSION } from '../rules/rules.js';
import { changesBetween } from './changes.js';
import { matchError } from './match-error.js';
import { MatchEntity } from './match.entity.js';
import { reasonRef } from './match.service.js';
import { openAnswer, openInputs, type StoredAnswer } from './stored-match.js';

/** Reads matches for the desk. Whoever asks has to be allowed to, and the reading is theirs to audit. */
@Injectable()
export class MatchQueries {
  constructor(
    private readonly vault: Vault,
    private readonly patients: PatientQueries,
  ) {}

  /** A whole match, with what changed since the one before it. Throws `match.not_found`. */
  async view(manager: EntityManager, matchId: string): Promise<MatchView> {
    const match = await manager.findOneBy(MatchEntity, { id: matchId });
    if (!match || this.vault.isErased(match.inputsEnc)) {
      throw matchError('match.not_found', 'There is no such match.');
    }
    const answer = openAnswer(this.vault, match);
    const inputs = openInputs(this.vault, match);
    const pickList = await this.#picks(manager, matchId, answer);
    return {
      ...rowView(match, pickList.length),
      rulesChanged: match.rulesVersion !== RULES_VERSION,
      wishes: inputs.wishes,
      notes: answer.notes,
      bounded: inputs.bounded,
      ranked: answer.ranked,
      excluded: answer.excluded,
      excludedBy: answer.excludedBy.map(({ rule, count }) => ({
        rule,
        title: RULES.find(({ id }) => id === rule)?.title ?? rule,
        count,
      })),
      around: inputs.around,
      places: await placesOf(manager, answer),
      changes: await this.#changes(manager, match, answer),
      pickList,
    };
  }

  /** What the match board starts with: the wishes of the latest match, else what the screening says. */
  async start(manager: EntityManager, leadId: string): Promise<MatchStart> {
    const latest = await manager.findOne(MatchEntity, {
      where: { leadId },
      order: { askedAt: 'DESC', id: 'DESC' },
    });
    const left = latest !== null && !this.vault.isErased(latest.inputsEnc);
    const wishes = left
      ? openInputs(this.vault, latest).wishes
      : MatchWishes.parse(await this.patients.wishes(manager, leadId));
    const { patient } = await this.patients.read(manager, leadId, wishes);
    return { id: leadId, wishes, latestMatchId: left ? latest.id : null, notes: notesOf(patient) };
  }

  async #changes(
    manager: EntityManager,
    match: MatchEntity,
    answer: StoredAnswer,
  ): Promise<MatchView['changes']> {
    const [before] = await manager.query<{ id: string; answer_enc: string; asked_at: Date }[]>(
      `SELECT id, answer_enc, asked_at FROM match
       WHERE lead_id = $1 AND (asked_at, id) < ($2, $3) ORDER BY asked_at DESC, id DESC LIMIT 1`,
      [match.leadId, match.askedAt, match.id],
    );
    if (!before || this.vault.isErased(before.answer_enc)) return null;
    const earlier = openAnswer(this.vault, { id: before.id, answerEnc: before.answer_enc });
    return { since: before.asked_at.toISOString(), list: changesBetween(earlier, answer) };
  }

  async #picks(
    manager: EntityManager,
    matchId: string,
    answer: StoredAnswer,
  ): Promise<MatchPickView[]> {
    const rows = await manager.query<PickRow[]>(
      `SELECT k.id, k.program_id, k.rank, k.picked_by, k.picked_at,
         o.id AS override_id, o.kind, o.reason_enc
       FROM match_pick k LEFT JOIN match_override o ON o.pick_id = k.id
       WHERE k.match_id = $1 ORDER BY k.picked_at, k.id LIMIT 200`,
      [matchId],
    );
    const names = new Map(
      [...answer.ranked, ...answer.excluded].map((program) => [program.programId, program]),
    );
    return rows.map((row) => ({
      id: row.id,
      programId: row.program_id,
      programName: names.get(row.program_id)?.programName ?? '',
      facilityName: names.get(row.program_id)?.facilityName ?? '',
      rank: row.rank,
      override: this.#override(row),
      pickedBy: row.picked_by,
      pickedAt: row.picked_at.toISOString(),
    }));
  }

  #override({ override_id: id, kind, reason_enc: reason }: PickRow): MatchPickView['override'] {
    if (!id || !kind || !reason) return null;
    return { kind, reason: this.vault.decrypt(reasonRef(id), reason) };
  }
}

interface PickRow {
  id: string;
  program_id: string;
  rank: number | null;
  picked_by: string | null;
  picked_at: Date;
  override_id: string | null;
  kind: OverrideKind | null;
  reason_enc: string | null;
}

/** A row of the list; nothing of it is sealed. */
export function rowView(
  match: Omit<MatchEntity, 'inputsEnc' | 'answerEnc'>,
  picks: number,
): MatchRow {
  return {
    id: match.id,
    leadId: match.leadId,
    askedBy: match.askedBy,
    askedAt: match.askedAt.toISOString(),
    rulesVersion: match.rulesVersion,
    considered: match.considered,
    open: match.open,
    picks,
  };
}

/** Where the facilities of an answer are now. */
async function placesOf(manager: EntityManager, answer: StoredAnswer): Promise<MatchPlace[]> {
  const ids = [...answer.ranked, ...answer.excluded].map(({ facilityId }) => facilityId);
  return manager.query<MatchPlace[]>(
    `SELECT f.id AS "facilityId", f.city, f.state, f.phone,
       coalesce(f.latitude, z.latitude) AS latitude, coalesce(f.longitude, z.longitude) AS longitude
     FROM facility f LEFT JOIN zip_place z ON z.zip = f.zip AND f.latitude IS NULL
     WHERE f.id = ANY($1::uuid[])`,
    [[...new Set(ids)]],
  );
}
