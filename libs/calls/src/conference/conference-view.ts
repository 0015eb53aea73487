import { type ConferenceView, HANDED_TO } from '#contract';
import { endingOf, type KnownConference, type KnownParty } from './conference-rows.js';
import { callerState, heldSeconds, heldSince } from './conference-state.js';

/** A conference as a colleague sees it. */
export function conferenceView(known: KnownConference, viewerId: string): ConferenceView {
  const { conference, callSid, leadId, parties, state, roles } = known;
  const { caller } = roles;
  const since = heldSince(caller);
  const over = isOver(known);
  return {
    id: conference.id,
    callSid,
    leadId,
    caller: {
      state: over ? 'gone' : callerState(state, caller, conference),
      heldSince: since === null ? null : new Date(since).toISOString(),
      heldSeconds: heldSeconds(caller, since ?? 0),
    },
    mine: conference.staffId === viewerId,
    parties: parties.map(partyView),
    over,
    end: conference.endedAs ?? endingOf(known),
    proposal: proposalOf(known),
  };
}

/** Nothing more can be done in it. */
export function isOver({ conference, state, roles: { agent } }: KnownConference): boolean {
  return (
    conference.overAt !== null ||
    conference.rungOnAt !== null ||
    conference.endingAt !== null ||
    state.ended !== null ||
    Boolean(agent?.left)
  );
}

function partyView({
  row,
  name,
  number,
  leg,
  stands,
}: KnownParty): ConferenceView['parties'][number] {
  return {
    id: row.id,
    kind: row.kind,
    name,
    number,
    ...stands,
    joinedAt: momentOf(leg?.joined?.at),
    leftAt: momentOf(leg?.left?.at),
  };
}

/** What the call may have come to: whom of those that were in they were handed to, the one who came last. */
function proposalOf({ conference, parties }: KnownConference): string | null {
  if (conference.leavingAt === null && conference.endingAt === null) return null;
  const reached = parties.filter(({ leg }) => leg?.joined);
  return HANDED_TO[reached.at(-1)?.row.kind ?? 'other'] ?? 'connected';
}

function momentOf(at: number | null | undefined): string | null {
  return at == null ? null : new Date(at).toISOString();
}
