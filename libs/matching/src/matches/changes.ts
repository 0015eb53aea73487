import type { JudgedProgram, MatchChange, RankedProgram } from '#contract';

/** What of an answer is compared. */
export interface Compared {
  readonly ranked: readonly RankedProgram[];
  readonly excluded: readonly JudgedProgram[];
}

interface Place {
  readonly program: JudgedProgram;
  /** Null: excluded. */
  readonly rank: number | null;
}

/**
 * How programs stand in a later answer against an earlier one of the same lead: those that came, left, rose, fell, were
 * shut out or let in, each with what is said of it now and was not before. Programs that stand as they stood are left out.
 */
export function changesBetween(before: Compared, after: Compared): MatchChange[] {
  const earlier = placesOf(before);
  const later = placesOf(after);
  const changes: MatchChange[] = [];
  for (const [id, now] of later) {
    const then = earlier.get(id);
    const what = whatOf(then, now);
    if (what === null) continue;
    const { programName, facilityName } = now.program;
    changes.push({
      programId: id,
      programName,
      facilityName,
      what,
      from: then?.rank ?? null,
      to: now.rank,
      because: newReasons(then?.program, now.program),
    });
  }
  for (const [id, { program, rank }] of earlier) {
    if (later.has(id) || rank === null) continue;
    const { programName, facilityName } = program;
    changes.push({
      programId: id,
      programName,
      facilityName,
      what: 'gone',
      from: rank,
      to: null,
      because: [],
    });
  }
  return changes;
}

function placesOf({ ranked, excluded }: Compared): Map<string, Place> {
  return new Map<string, Place>([
    ...ranked.map((program): [string, Place] => [
      program.programId,
      { program, rank: program.rank },
    ]),
    ...excluded.map((program): [string, Place] => [program.programId, { program, rank: null }]),
  ]);
}

function whatOf(then: Place | undefined, now: Place): MatchChange['what'] | null {
  if (!then) return now.rank === null ? null : 'new';
  if (then.rank === null) return now.rank === null ? null : 'no_longer_excluded';
  if (now.rank === null) return 'now_excluded';
  if (now.rank === then.rank) return null;
  return now.rank < then.rank ? 'up' : 'down';
}

function newReasons(then: JudgedProgram | undefined, now: JudgedProgram): string[] {
  if (!then) return [];
  const known = new Set(then.reasons.map(({ because }) => because));
  return now.reasons.flatMap(({ because }) => (known.has(because) ? [] : [because])).slice(0, 6);
}
