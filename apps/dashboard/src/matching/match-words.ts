import type { JudgedProgram, MatchChange, MatchPlace, MatchReason, MatchView } from '#contract';
import type { TagView } from '#contract';

export const STANDINGS: Record<
  JudgedProgram['standing'],
  { label: string; colour: TagView['colour'] }
> = {
  fits: { label: 'Fits', colour: 'green' },
  ask: { label: 'Ask first', colour: 'yellow' },
  excluded: { label: 'Excluded', colour: 'red' },
};

/** The program and its facility, as one is called. */
export const nameOf = ({
  programName,
  facilityName,
}: Pick<JudgedProgram, 'programName' | 'facilityName'>) => `${programName}, ${facilityName}`;

export function milesInWords(miles: number | null): string {
  if (miles === null) return 'distance not known';
  if (miles < 1) return 'less than a mile';
  return `${Math.round(miles)} ${Math.round(miles) === 1 ? 'mile' : 'miles'}`;
}

/** Town, state and miles. */
export function whereOf(program: JudgedProgram, place: MatchPlace | undefined): string {
  const town = [place?.city, place?.state].filter(Boolean).join(', ');
  return [town, milesInWords(program.miles)].filter((part) => part !== '').join(' · ');
}

/** Points with their sign, as they add up. */
export function pointsInWords(points: number): string {
  if (points === 0) return '0';
  return points > 0 ? `+${points}` : `−${-points}`;
}

/** The reasons of one kind, the weightiest first. */
export function reasonsOf(program: JudgedProgram, ...kinds: MatchReason['is'][]): MatchReason[] {
  return program.reasons.filter(({ is }) => kinds.includes(is));
}

const CHANGES: Record<MatchChange['what'], (change: MatchChange) => string> = {
  new: ({ to }) => `is new, at ${to}`,
  gone: ({ from }) => `was ${from}, and is no longer among those looked at`,
  up: ({ from, to }) => `rose from ${from} to ${to}`,
  down: ({ from, to }) => `fell from ${from} to ${to}`,
  now_excluded: ({ from }) => `was ${from}, and is now excluded`,
  no_longer_excluded: ({ to }) => `was excluded, and is now ${to}`,
};

export const changeInWords = (change: MatchChange): string => CHANGES[change.what](change);

/** The first program that was not picked yet: it needs no reason. */
export function firstLeftOf({ ranked, pickList }: MatchView): string | undefined {
  const picked = new Set(pickList.map(({ programId }) => programId));
  return ranked.find(({ programId }) => !picked.has(programId))?.programId;
}
