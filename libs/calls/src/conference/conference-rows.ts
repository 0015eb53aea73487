import type { EntityManager } from 'typeorm';
import type { Vault } from '#vault';
import {
  ConferenceEntity,
  ConferenceEventEntity,
  ConferencePartyEntity,
} from './conference.entity.js';
import {
  type ConferenceFact,
  type ConferenceState,
  conferenceState,
  endOf,
  type LegState,
  partyState,
  type Roles,
} from './conference-state.js';

/** The most facts of one conference that are looked at; an hour of it makes some fifty. */
const MOST_FACTS = 2000;
const MOST_PARTIES = 50;

/** A conference with everything that is known of it. */
export interface KnownConference {
  conference: ConferenceEntity;
  callSid: string;
  leadId: string | null;
  parties: readonly KnownParty[];
  state: ConferenceState;
  roles: Roles;
}

export interface KnownParty {
  row: ConferencePartyEntity;
  name: string;
  number: string | null;
  leg: LegState | undefined;
  stands: ReturnType<typeof partyState>;
}

/** Reads a conference with its people and what was reported of it. */
export async function knownConference(
  manager: EntityManager,
  vault: Vault,
  conference: ConferenceEntity,
): Promise<KnownConference> {
  const { id: conferenceId } = conference;
  const [call] = await manager.query<{ provider_call_id: string; lead_id: string | null }[]>(
    'SELECT provider_call_id, lead_id FROM call WHERE id = $1',
    [conference.callId],
  );
  const rows = await manager.find(ConferencePartyEntity, {
    where: { conferenceId },
    order: { askedAt: 'ASC', id: 'ASC' },
    take: MOST_PARTIES,
  });
  const events = await manager.find(ConferenceEventEntity, {
    where: { conferenceId },
    order: { at: 'ASC', key: 'ASC' },
    take: MOST_FACTS,
  });
  const state = conferenceState(events.map(factOf));
  const parties = rows.map((row): KnownParty => {
    const leg = legOf(state, row.leg, row.id);
    return {
      row,
      name: vault.decrypt(nameRef(row.id), row.nameEnc),
      number: vault.decryptNullable(numberRef(row.id), row.numberEnc),
      leg,
      stands: partyState(state, leg, row.asking),
    };
  });
  return {
    conference,
    callSid: call?.provider_call_id ?? '',
    leadId: call?.lead_id ?? null,
    parties,
    state,
    roles: rolesOf(conference, state, parties),
  };
}

function rolesOf(
  conference: ConferenceEntity,
  state: ConferenceState,
  parties: readonly KnownParty[],
): Roles {
  const agent = legOf(state, conference.agentLeg, 'agent');
  return {
    caller: legOf(state, conference.callerLeg, 'caller'),
    agent,
    others: parties.flatMap(({ leg }) => (leg && leg.leg !== agent?.leg ? [leg] : [])),
    leaving: conference.leavingAt !== null,
    ending: conference.endingAt !== null,
    held: conference.held,
  };
}

/** A leg by its id where it is known, else by the name it joined under. */
function legOf(state: ConferenceState, leg: string | null, label: string): LegState | undefined {
  if (leg !== null) return state.legs.get(leg);
  return [...state.legs.values()].find((one) => one.label === label);
}

/** How it ended for the person on the line; null while they still speak with us. */
export function endingOf({ state, roles }: KnownConference) {
  return endOf(state, roles);
}

function factOf({ key, kind, at, sequence, leg, label, status }: ConferenceEventEntity) {
  return { key, kind, at: at.getTime(), sequence, leg, label, status } satisfies ConferenceFact;
}

/** Adds facts that are not known yet; gives how many were new. */
export async function addFacts(
  manager: EntityManager,
  conferenceId: string,
  facts: readonly ConferenceFact[],
  now: Date,
): Promise<number> {
  if (facts.length === 0) return 0;
  const added = await manager.query<unknown[]>(
    `INSERT INTO conference_event (conference_id, key, kind, at, sequence, leg, label, status, created_at)
     SELECT $1, key, kind, at, sequence, leg, label, status, $3
     FROM json_to_recordset($2::json) AS r(key text, kind text, at timestamptz, sequence double precision, leg text,
       label text, status text)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      conferenceId,
      JSON.stringify(facts.map((fact) => ({ ...fact, at: new Date(fact.at).toISOString() }))),
      now,
    ],
  );
  return added.length;
}

export function nameRef(id: string) {
  return { table: 'conference_party', column: 'name_enc', id };
}

export function numberRef(id: string) {
  return { table: 'conference_party', column: 'number_enc', id };
}
