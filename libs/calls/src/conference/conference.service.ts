import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import type { ConferenceEnd, PartyKind } from '#contract';
import { ActivityService } from '#leads';
import { DomainError, newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import type { CallEntity } from '../call.entity.js';
import { SETTLE_CONFERENCE, SETTLE_CONFERENCE_AFTER_MS } from '../jobs.js';
import { ConferenceEntity, ConferencePartyEntity } from './conference.entity.js';
import {
  addFacts,
  endingOf,
  type KnownConference,
  knownConference,
  nameRef,
  numberRef,
} from './conference-rows.js';
import { type Asking, type ConferenceFact, heldSeconds } from './conference-state.js';

/** A conference of which no report came is looked at this long after it was opened; milliseconds. */
const FORGOTTEN_AFTER_MS = 4 * 3_600_000;

type Colleague = Actor & { id: string };

/** What became of a conference. */
export interface SettledConference {
  callId: string;
  leadId: string | null;
  staffId: string;
  end: ConferenceEnd;
  /** When the colleague went, or all did. */
  until: Date;
  heldSeconds: number;
}

/** Somebody who is asked to join. */
export interface AskedParty {
  id: string;
  kind: PartyKind;
  staffId: string | null;
  name: string;
  /** E.164; null for a colleague's browser. */
  number: string | null;
  /** What it rests on that they may be called: `own_staff`, `emergency`, `interpreter`, `consent`. */
  basis: string;
}

const CANNOT_HOLD =
  'We called them, the line broke off, and the call was rung on: it cannot be put on hold or handed over from here. Stay with them, or agree on a call back.';

/**
 * Calls with somebody on hold and others brought in: what a colleague wants, and what the phone company told. Every method
 * belongs into the caller's transaction and locks the conference's row. What is said to the phone company is the caller's.
 */
@Injectable()
export class ConferenceService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly activities: ActivityService,
  ) {}

  /** The conference of a call that goes on; null when it has none. */
  openOf(manager: EntityManager, callId: string): Promise<ConferenceEntity | null> {
    return manager.findOneBy(ConferenceEntity, { callId, overAt: IsNull(), rungOnAt: IsNull() });
  }

  /**
   * Why nobody on this call can be put on hold; null: they can. The phone company moves a call by the line it began with:
   * of a call of ours that was rung on, that line is gone.
   */
  async shut(
    manager: EntityManager,
    { id, direction }: Pick<CallEntity, 'id' | 'direction'>,
  ): Promise<string | null> {
    if (direction !== 'outbound') return null;
    const rungOn = await manager.existsBy(ConferenceEntity, {
      callId: id,
      rungOnAt: Not(IsNull()),
    });
    return rungOn ? CANNOT_HOLD : null;
  }

  /** Opens one for a call, with whoever is on the line wanted on hold; the one that is open where there is one. */
  async open(
    manager: EntityManager,
    call: CallEntity,
    ourPhone: string,
    actor: Colleague,
    now: Date,
  ): Promise<ConferenceEntity> {
    const open = await this.openOf(manager, call.id);
    if (open) return open;
    const id = newId();
    await manager.insert(ConferenceEntity, {
      id,
      callId: call.id,
      staffId: actor.id,
      ourPhone,
      callerIsParent: call.direction === 'inbound',
      held: true,
      openedAt: now,
      updatedAt: now,
    });
    const dueAt = new Date(now.getTime() + FORGOTTEN_AFTER_MS);
    const dedupeKey = `settle-conference:${id}:late`;
    await enqueueJob(manager, SETTLE_CONFERENCE, { conferenceId: id }, { dueAt, dedupeKey });
    const conference = await this.lock(manager, id);
    await this.#audited(
      manager,
      call.id,
      call.leadId,
      'call.held',
      { conferenceId: id },
      actor,
      now,
    );
    return conference;
  }

  /** Throws `conference.not_found`. */
  async lock(manager: EntityManager, id: string): Promise<ConferenceEntity> {
    const conference = await manager.findOne(ConferenceEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (conference) return conference;
    throw new DomainError('conference.not_found', {
      status: 404,
      message: 'There is no such call.',
    });
  }

  known(manager: EntityManager, conference: ConferenceEntity): Promise<KnownConference> {
    return knownConference(manager, this.vault, conference);
  }

  /** The colleague wants them on hold, or back. */
  async want(
    manager: EntityManager,
    { conference, leadId }: KnownConference,
    held: boolean,
    actor: Colleague,
    now: Date,
  ): Promise<void> {
    if (conference.held === held) return;
    await this.update(manager, conference, { held }, now);
    const action = held ? 'call.held' : 'call.taken_back';
    const details = { conferenceId: conference.id };
    await this.#audited(manager, conference.callId, leadId, action, details, actor, now);
  }

  /** Somebody is asked to join: on the timeline and on record before their phone rings. False: they were asked by this id before. */
  async ask(
    manager: EntityManager,
    { conference, leadId, parties }: KnownConference,
    party: AskedParty,
    actor: Colleague,
    now: Date,
  ): Promise<boolean> {
    const { id, kind, staffId, name, number, basis } = party;
    if (parties.some(({ row }) => row.id === id)) return false;
    await manager.insert(ConferencePartyEntity, {
      id,
      conferenceId: conference.id,
      kind,
      staffId,
      nameEnc: this.vault.encrypt(nameRef(id), name),
      numberEnc: this.vault.encryptNullable(numberRef(id), number),
      asking: 'asked',
      askedAt: now,
    });
    const { callId } = conference;
    const details = { conferenceId: conference.id, partyId: id, kind, basis, staffId };
    await this.#audited(manager, callId, leadId, 'call.third_party_asked', details, actor, now);
    if (leadId === null) return true;
    const payload = { callId, kind, party: name };
    const activity = { leadId, kind: 'transfer.asked', payload, at: now, actor } as const;
    await this.activities.record(manager, { ...activity, subjectId: id }, now);
    return true;
  }

  /** What became of asking the phone company for somebody. */
  async asked(
    manager: EntityManager,
    conference: ConferenceEntity,
    partyId: string,
    { asking, leg }: { asking: Asking; leg: string | null },
    now: Date,
  ): Promise<void> {
    await manager.update(ConferencePartyEntity, { id: partyId }, { asking, leg });
    if (asking === 'refused') await this.#tell(manager, await this.known(manager, conference), now);
  }

  /** The colleague leaves the others to themselves; a colleague among them has the call from now on. */
  async handOver(
    manager: EntityManager,
    known: KnownConference,
    actor: Colleague,
    now: Date,
  ): Promise<void> {
    const { conference, leadId, parties } = known;
    const stay = parties.filter(({ stands }) => stands.state === 'in');
    const heir = stay.find(({ row }) => row.staffId !== null);
    const { callId } = conference;
    await this.update(
      manager,
      conference,
      heir?.row.staffId && heir.leg
        ? { staffId: heir.row.staffId, agentLeg: heir.leg.leg, leavingAt: null }
        : { leavingAt: now },
      now,
    );
    const details = { conferenceId: conference.id, to: stay.map(({ row }) => row.id) };
    await this.#audited(manager, callId, leadId, 'call.handed_over', details, actor, now);
    const [first] = stay;
    if (leadId === null || !first) return;
    const party = stay.map(({ name }) => name).join(', ');
    const payload = { callId, kind: first.row.kind, party };
    const activity = { leadId, kind: 'transfer.left', payload, at: now, actor } as const;
    await this.activities.record(manager, { ...activity, subjectId: first.row.id }, now);
  }

  /** The colleague ends the call for everybody. */
  async end(
    manager: EntityManager,
    { conference, leadId }: KnownConference,
    actor: Colleague,
    now: Date,
  ): Promise<void> {
    if (conference.endingAt) return;
    await this.update(manager, conference, { endingAt: now }, now);
    await this.#settleSoon(manager, conference.id, now);
    const details = { conferenceId: conference.id };
    await this.#audited(manager, conference.callId, leadId, 'call.ended', details, actor, now);
  }

  async update(
    manager: EntityManager,
    conference: ConferenceEntity,
    change: Partial<ConferenceEntity>,
    now: Date,
  ): Promise<void> {
    await manager.update(ConferenceEntity, { id: conference.id }, { ...change, updatedAt: now });
    Object.assign(conference, change, { updatedAt: now });
  }

  /**
   * Adds what is known of a conference, and writes what follows from it on the timeline: who joined, and who was not
   * reached. Known already, it changes nothing. Gives null where there is no such conference.
   */
  async learn(
    manager: EntityManager,
    conferenceId: string,
    told: { facts: readonly ConferenceFact[]; providerSid?: string | null },
    now: Date,
  ): Promise<KnownConference | null> {
    const conference = await manager.findOne(ConferenceEntity, {
      where: { id: conferenceId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!conference) return null;
    const added = await addFacts(manager, conferenceId, told.facts, now);
    const sid = conference.providerSid ?? told.providerSid ?? null;
    const known = await this.known(manager, conference);
    if (added === 0 && sid === conference.providerSid) return known;
    await this.#remember(manager, known, sid, now);
    await this.#tell(manager, known, now);
    const id = conference.callId;
    announce(manager, { event: 'call.changed', id, leadId: known.leadId, created: false });
    return known;
  }

  /**
   * Writes down how it ended for the person on the line and how long they waited, once. Null: it was written down
   * before, or they still speak with us. One of which nothing more was heard is taken to have ended when it was opened.
   */
  async settle(
    manager: EntityManager,
    conferenceId: string,
    now: Date,
  ): Promise<SettledConference | null> {
    const conference = await this.lock(manager, conferenceId);
    if (conference.settledAt) return null;
    const known = await this.known(manager, conference);
    const { state, roles, leadId } = known;
    const forgotten = now.getTime() - conference.openedAt.getTime() >= FORGOTTEN_AFTER_MS;
    const end =
      endingOf(known) ?? (conference.endingAt ? 'ended' : null) ?? (forgotten ? 'ended' : null);
    if (end === null) return null;
    const until = roles.agent?.left ?? state.ended ?? roles.caller?.left ?? null;
    const ended = until ? new Date(until.at) : (conference.endingAt ?? conference.openedAt);
    const seconds = heldSeconds(roles.caller, ended.getTime());
    const over = end === 'transferred' ? conference.overAt : (conference.overAt ?? ended);
    const change = { endedAs: end, settledAt: now, overAt: over };
    await this.update(manager, conference, change, now);
    const { callId, staffId } = conference;
    const times = roles.caller?.holds.length ?? 0;
    if (leadId !== null && times > 0) {
      const payload = { callId, times, seconds, end };
      const actor = { kind: 'staff', id: staffId } as const;
      const held = { leadId, kind: 'call.held', payload, at: ended, actor } as const;
      await this.activities.record(manager, { ...held, subjectId: conferenceId }, now);
    }
    announce(manager, { event: 'call.changed', id: callId, leadId, created: false });
    return { callId, leadId, staffId, end, until: ended, heldSeconds: seconds };
  }

  async #remember(
    manager: EntityManager,
    known: KnownConference,
    providerSid: string | null,
    now: Date,
  ): Promise<void> {
    const { conference, state, roles } = known;
    await this.update(
      manager,
      conference,
      {
        providerSid,
        callerLeg: conference.callerLeg ?? roles.caller?.leg ?? null,
        agentLeg: conference.agentLeg ?? roles.agent?.leg ?? null,
        overAt: conference.overAt ?? (state.ended ? new Date(state.ended.at) : null),
      },
      now,
    );
    if (endingOf(known) !== null) await this.#settleSoon(manager, conference.id, now);
  }

  async #tell(
    manager: EntityManager,
    { conference, leadId, parties }: KnownConference,
    now: Date,
  ): Promise<void> {
    if (leadId === null) return;
    const { callId, staffId } = conference;
    const actor = { kind: 'staff', id: staffId } as const;
    for (const { row, name, leg, stands } of parties) {
      const about = { callId, kind: row.kind, party: name };
      if (leg?.joined) {
        const at = new Date(leg.joined.at);
        const joined = { leadId, kind: 'transfer.joined', payload: about, at, actor } as const;
        await this.activities.record(manager, { ...joined, subjectId: row.id }, now);
      } else if (stands.because !== null && stands.because !== 'canceled') {
        const payload = { ...about, because: stands.because };
        const missed = { leadId, kind: 'transfer.not_reached', payload, at: now, actor } as const;
        await this.activities.record(manager, { ...missed, subjectId: row.id }, now);
      }
    }
  }

  async #settleSoon(manager: EntityManager, conferenceId: string, now: Date): Promise<void> {
    const dueAt = new Date(now.getTime() + SETTLE_CONFERENCE_AFTER_MS);
    const dedupeKey = `settle-conference:${conferenceId}`;
    await enqueueJob(manager, SETTLE_CONFERENCE, { conferenceId }, { dueAt, dedupeKey });
  }

  #audited(
    manager: EntityManager,
    callId: string,
    leadId: string | null,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const entry = { actor, action, resource: 'call', resourceId: callId, leadId, details };
    return this.audit.record(manager, entry, now);
  }
}
