import type { DeclineReason, PacketSection, ReferralMover, ReferralState } from '#contract';
import type { CentreProgram } from './centre.js';
import { type Actor, PERSON, SYSTEM } from './lead-pen.js';
import { hashOf } from './opening.js';
import { owner } from './reaching.js';
import { addRow, type Row } from './tables.js';
import type { Telling } from './year.js';

/** A step of a referral. */
export interface Step {
  to: ReferralState;
  by: ReferralMover;
  reason?: DeclineReason;
}

const HEARD: ReadonlySet<ReferralState> = new Set([
  'acknowledged',
  'accepted',
  'declined',
  'waitlisted',
]);

/** Writes one referral as it moves: its row, its ledger, the lead's timeline. */
export class ReferralPen {
  readonly id: string;
  readonly #row: Row;
  #state: ReferralState = 'draft';
  #promise: string | null = null;
  #sections: readonly PacketSection[] = [];

  constructor(
    private readonly t: Telling,
    readonly program: CentreProgram,
    at: number,
    from: { matchId: string; after: string | null },
  ) {
    const { facts } = program;
    this.id = t.lead.add('referral', at, {
      program_id: facts.id,
      facility_id: facts.facilityId,
      match_id: from.matchId,
      state: 'draft',
      proposed_after_id: from.after,
      proposed_because: from.after ? 'declined' : null,
      created_by: t.lead.owner,
      version: 1,
      created_at: new Date(at),
      updated_at: new Date(at),
    });
    const row = t.records.referral?.at(-1);
    if (!row) throw new Error('A referral was just written.');
    this.#row = row;
  }

  get facility(): string {
    return this.program.facts.facilityName;
  }

  get state(): ReferralState {
    return this.#state;
  }

  /** The consent it is sent under, and what it lets out. */
  under(consentId: string, sections: readonly PacketSection[]): void {
    this.#row.consent_id = consentId;
    this.#sections = sections;
  }

  /** The facility opened the packet behind its link. */
  open(at: number): void {
    const { t } = this;
    const id = t.ids.at(at);
    addRow(t.records, 'disclosure', {
      id,
      referral_id: this.id,
      facility_id: this.program.facts.facilityId,
      way: 'link',
      purpose: 'treatment',
      sections: this.#sections,
      consent_id: this.#row.consent_id ?? null,
      packet_hash: hashOf(this.id),
      staff_id: null,
      at: new Date(at),
    });
    const sections = [...this.#sections];
    const payload = { referralId: this.id, facility: this.facility, way: 'link', sections };
    t.lead.tell('disclosure.made', at, payload, SYSTEM, id);
  }

  move(at: number, { to, by, reason }: Step): void {
    const { t } = this;
    const from = this.#state;
    // A facility is not staff: what it does behind its link is done by the system for it.
    const actor: Actor = by === 'staff' ? owner(t) : by === 'person' ? PERSON : SYSTEM;
    this.#state = to;
    this.#write(at, to, by, reason ?? null);
    const id = t.ids.at(at);
    addRow(t.records, 'referral_change', {
      id,
      referral_id: this.id,
      from_state: from,
      to_state: to,
      wanted_state: to,
      mover: by,
      said_by: by,
      staff_id: actor.id,
      reason: reason ?? null,
      at: new Date(at),
    });
    const payload = {
      referralId: this.id,
      facility: this.facility,
      from,
      to,
      saidBy: by,
      ...(reason ? { reason } : {}),
    };
    t.lead.tell('referral.changed', at, payload, actor, id);
  }

  /** They are expected then; the promise of it runs from now. */
  schedule(at: number, arrival: number): void {
    this.#promise = this.t.ids.at(at);
    Object.assign(this.#row, { arrival_at: new Date(arrival), arrival_promise_id: this.#promise });
    this.move(at, { to: 'scheduled', by: 'staff' });
    this.t.lead.promise('scheduled_arrival', this.#promise, at, arrival);
  }

  /** They stand at the door, a little late or early. */
  arrive(at: number, by: ReferralMover): void {
    this.move(at, { to: 'arrived', by });
    if (this.#promise) this.t.lead.keep(['scheduled_arrival'], at, this.#promise);
  }

  /** Nobody waits for them any more. */
  expectNoMore(at: number): void {
    if (this.#promise) this.t.lead.callOff(['scheduled_arrival'], at, this.#promise);
  }

  #write(at: number, to: ReferralState, by: ReferralMover, reason: DeclineReason | null): void {
    const when = new Date(at);
    const row = this.#row;
    Object.assign(row, { state: to, version: Number(row.version) + 1, updated_at: when });
    if (to === 'sent') row.sent_at = when;
    if (HEARD.has(to)) row.acknowledged_at ??= when;
    if (HEARD.has(to) && to !== 'acknowledged') row.answered_at = when;
    if (to === 'declined') row.decline_reason = reason;
    if (to === 'arrived') Object.assign(row, { arrived_at: when, arrival_said_by: by });
    if (to === 'admitted') row.admitted_at = when;
  }
}
