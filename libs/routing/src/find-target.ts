import { labelOf, LANGUAGES, type RoutingFacts, type RoutingTarget } from '#contract';
import type { Duty, DutyPerson } from '#duty';

interface Around {
  duty: Duty;
  except?: readonly string[];
  names?: ReadonlyMap<string, string>;
}

/** Whom a target gives the lead to, or why it finds nobody. */
export interface TargetFound {
  found: boolean;
  ownerId: string | null;
  teamId: string | null;
  because: string[];
}

/** Finds somebody for a target: on duty, with room, and not among those who do not get it. */
export function findTarget(
  target: RoutingTarget,
  facts: RoutingFacts,
  around: Around,
): TargetFound {
  switch (target.kind) {
    case 'colleague':
      return one(target.staffId, 'the colleague chosen', around);
    case 'last_owner':
      return facts.lastOwnerId
        ? one(facts.lastOwnerId, 'whoever they know', around)
        : nobody('Nobody had this person’s last lead.');
    case 'team': {
      const team = around.names?.get(target.teamId) ?? 'the team';
      const people = takers(around).filter(({ teamId }) => teamId === target.teamId);
      return oneOf(people, target.pick, `of ${team}`, target.teamId);
    }
    case 'on_duty': {
      const people = takers(around).filter(
        ({ languages }) => !target.speaking || languages.includes(facts.language),
      );
      const who = target.speaking
        ? `with ${labelOf(LANGUAGES, facts.language)}`
        : 'of all colleagues';
      return oneOf(people, target.pick, who, null);
    }
    case 'queue':
      return {
        found: true,
        ownerId: null,
        teamId: target.teamId ?? null,
        because: [target.teamId ? 'It waits in the team’s queue.' : 'It waits in the queue.'],
      };
  }
}

/** Intake agents are handed leads in turn; others only when they are chosen by name. */
function takers({ duty, except }: Around): DutyPerson[] {
  return duty.onDuty.filter(({ id, role }) => role === 'agent' && !except?.includes(id));
}

function one(staffId: string, who: string, { duty, except, names }: Around): TargetFound {
  const name = names?.get(staffId) ?? who;
  const person = duty.onDuty.find(({ id }) => id === staffId);
  if (!person) return nobody(`Not on duty: ${name}.`);
  if (except?.includes(staffId)) return nobody(`Had it before without acting: ${name}.`);
  if (person.full) return nobody(`Has no room (${person.openLeads} open leads): ${name}.`);
  const because = [`On duty with room: ${person.name}.`];
  return { found: true, ownerId: staffId, teamId: person.teamId, because };
}

function oneOf(
  people: readonly DutyPerson[],
  pick: 'round_robin' | 'least_loaded',
  who: string,
  teamId: string | null,
): TargetFound {
  if (people.length === 0) return nobody(`Nobody ${who} is on duty.`);
  const free = people.filter(({ full }) => !full);
  const [next] = free.toSorted(pick === 'round_robin' ? inTurn : byLoad);
  if (!next) return nobody(`Everybody on duty ${who} holds as many open leads as they may.`);
  const words = pick === 'round_robin' ? 'Next in turn' : 'Fewest open leads';
  const because = [`${words} among ${free.length} on duty ${who}: ${next.name}.`];
  return { found: true, ownerId: next.id, teamId: teamId ?? next.teamId, because };
}

function inTurn(one: DutyPerson, other: DutyPerson): number {
  const waited = (one.lastAssignedAt?.getTime() ?? 0) - (other.lastAssignedAt?.getTime() ?? 0);
  return waited || (one.id < other.id ? -1 : 1);
}

function byLoad(one: DutyPerson, other: DutyPerson): number {
  return one.openLeads - other.openLeads || inTurn(one, other);
}

function nobody(because: string): TargetFound {
  return { found: false, ownerId: null, teamId: null, because: [because] };
}
