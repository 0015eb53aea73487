import { sameName } from '#people';

/** An inquiry as far as joining goes. */
export interface JoinInquiry {
  /** The name the requester gave; null for a call or text without one. */
  name: string | null;
  forWhom: 'self' | 'other';
  /** What the requester is to the patient; null when not said or self. */
  relationship: string | null;
}

/** A lead of somebody who is reached at the same number or address. */
export interface CandidateLead {
  leadId: string;
  open: boolean;
  role: 'patient' | 'contact';
  /** What this person is to the lead's patient. */
  relationship: string | null;
  patientNamed: boolean;
  /** One of its inquiries had word for word the same content. */
  sameRequest: boolean;
}

/** Somebody who is reached at one of the inquiry's contact points. */
export interface JoinCandidate {
  personId: string;
  name: string | null;
  leads: readonly CandidateLead[];
}

/** Two leads that a human should look at. */
export interface PossibleMatch {
  leadId: string;
  because: string;
}

/** What becomes of an inquiry. */
export type JoinDecision =
  | {
      outcome: 'join';
      leadId: string;
      /** The requester, known already. */
      requesterId: string;
      because: string;
    }
  | {
      outcome: 'open';
      /** The requester if they are known already; null: a new person. */
      requesterId: string | null;
      /** True when the requester is the patient of the new lead. */
      requesterIsPatient: boolean;
      possibleMatches: PossibleMatch[];
      because: string;
    };

/** One has one of these at a time, so the same words mean the same patient. */
const ONE_AT_A_TIME = new Set(['spouse', 'partner', 'parent']);

/**
 * Decides whether an inquiry joins an open lead. A shared phone or e-mail alone never does: the
 * patient must match, else a human gets a possible match. A closed lead is never joined; its person
 * gets a new one.
 */
export function decideJoin(
  inquiry: JoinInquiry,
  candidates: readonly JoinCandidate[],
): JoinDecision {
  if (inquiry.forWhom === 'other') return forSomebodyElse(inquiry, candidates);
  return inquiry.name === null ? withoutName(candidates) : forThemselves(inquiry, candidates);
}

function forThemselves(inquiry: JoinInquiry, candidates: readonly JoinCandidate[]): JoinDecision {
  const namesakes = candidates.filter(({ name }) => sameName(name, inquiry.name));
  const own = openLeads(namesakes).filter(({ lead }) => lead.role === 'patient');
  if (own.length === 1 && own[0]) {
    return join(own[0], 'The same name and contact as the patient of the open lead.');
  }
  const known = namesakes.length === 1 ? namesakes[0] : undefined;
  const because = known
    ? 'Known, without an open lead of their own.'
    : 'Nobody of this name is known here.';
  return {
    outcome: 'open',
    requesterId: known?.personId ?? null,
    requesterIsPatient: true,
    possibleMatches: matches(candidates, ({ person }) =>
      namesakes.includes(person)
        ? 'The same person is on this lead; whether it is the same patient is not certain.'
        : 'The same number or address under another name.',
    ),
    because: namesakes.length > 1 ? 'Several people of this name share the contact.' : because,
  };
}

function withoutName(candidates: readonly JoinCandidate[]): JoinDecision {
  const [only] = candidates;
  const single = candidates.length === 1 ? only : undefined;
  if (single) {
    const open = openLeads([single]);
    const asPatient = open.filter(({ lead }) => lead.role === 'patient');
    const target = asPatient.length === 1 ? asPatient[0] : open.length === 1 ? open[0] : undefined;
    if (target) return join(target, 'No name given; the number belongs to one person only.');
  }
  return {
    outcome: 'open',
    requesterId: single?.personId ?? null,
    requesterIsPatient: single?.leads.every(({ role }) => role === 'patient') ?? true,
    possibleMatches: matches(candidates, () =>
      single
        ? 'No name given; this person is on several leads.'
        : 'No name given; several people use this number.',
    ),
    because: single
      ? 'No name given; the number belongs to one person without an open lead to join.'
      : candidates.length > 1
        ? 'No name given, and several people use this number.'
        : 'The number is not known.',
  };
}

function forSomebodyElse(inquiry: JoinInquiry, candidates: readonly JoinCandidate[]): JoinDecision {
  const requesters = candidates.filter(({ name }) => sameName(name, inquiry.name));
  const asContact = openLeads(requesters).filter(({ lead }) => lead.role === 'contact');
  const repeated = asContact.filter(({ lead }) => lead.sameRequest);
  if (repeated.length === 1 && repeated[0]) return join(repeated[0], 'The same request once more.');
  const sameRelation = asContact.filter(
    ({ lead }) =>
      !lead.patientNamed &&
      lead.relationship === inquiry.relationship &&
      ONE_AT_A_TIME.has(lead.relationship ?? ''),
  );
  if (sameRelation.length === 1 && sameRelation[0]) {
    return join(sameRelation[0], 'The same person asks for somebody in the same relationship.');
  }
  return {
    outcome: 'open',
    requesterId: requesters.length === 1 ? (requesters[0]?.personId ?? null) : null,
    requesterIsPatient: false,
    possibleMatches: matches(candidates, ({ person, lead }) => {
      if (!requesters.includes(person)) return 'The same number or address under another name.';
      return lead.role === 'contact'
        ? 'The same person asked before for somebody whose name is not certain.'
        : 'The person who asks has an open lead of their own.';
    }),
    because: 'Asks for somebody else, and no open lead is certainly that patient.',
  };
}

interface OpenLead {
  person: JoinCandidate;
  lead: CandidateLead;
}

function openLeads(people: readonly JoinCandidate[]): OpenLead[] {
  return people.flatMap((person) =>
    person.leads.filter(({ open }) => open).map((lead) => ({ person, lead })),
  );
}

function join({ person, lead }: OpenLead, because: string): JoinDecision {
  return { outcome: 'join', leadId: lead.leadId, requesterId: person.personId, because };
}

/** Each open lead once, whoever is on it. */
function matches(
  candidates: readonly JoinCandidate[],
  because: (open: OpenLead) => string,
): PossibleMatch[] {
  const found = new Map<string, PossibleMatch>();
  for (const open of openLeads(candidates)) {
    const { leadId } = open.lead;
    if (!found.has(leadId)) found.set(leadId, { leadId, because: because(open) });
  }
  return [...found.values()];
}
