import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Actor } from '#audit';
import { type ConferenceView, phoneIdentityOf } from '#contract';
import { inTransaction } from '#platform';
import type { CallEntity } from '../call.entity.js';
import type { AskedParty, ConferenceService } from './conference.service.js';
import { type ConferencePort, PhoneCompanyError } from './conference-port.js';
import type { KnownConference } from './conference-rows.js';
import { callerState } from './conference-state.js';
import { conferenceView, isOver } from './conference-view.js';
import { companyError, conferenceError } from './conference-errors.js';
import { factsSeen } from './facts-seen.js';

type Colleague = Actor & { id: string };

export interface DriverParts {
  source: DataSource;
  conferences: ConferenceService;
  port: ConferencePort;
  /** The site's address as the phone company sees it. */
  publicUrl: string;
  clock: { now(): Date };
  /** How long one looks whether a call has been moved; milliseconds. */
  patience?: number;
}

const PATIENCE_MS = 6000;
const LOOK_EVERY_MS = 250;

/**
 * Does with calls what a colleague wants: what they want is written down first, then the phone company is asked, then what it
 * has done is looked at. So a lost answer is found out by looking, and nothing that was wanted is forgotten. Methods throw
 * `phone.not_your_call`, `conference.not_found`, `phone.call_over`, `phone.company_refused` (nothing happened) and
 * `phone.company_silent` (it may have happened; looking tells).
 */
export class ConferenceDriver {
  constructor(private readonly parts: DriverParts) {}

  /** Puts whoever is on the line on hold, for the first time in this call: both are moved into a conference. */
  async open(call: CallEntity, ourPhone: string, actor: Colleague): Promise<ConferenceView> {
    const { port, clock } = this.parts;
    const id = await this.#in(async (manager) => {
      const conference = await this.parts.conferences.open(
        manager,
        call,
        ourPhone,
        actor,
        clock.now(),
      );
      return conference.id;
    });
    const known = await this.#known(id, actor);
    if (known.conference.agentLeg !== null) return this.hold(id, true, actor);
    try {
      const legs = await port.legsOf(call.providerCallId);
      const mine = `client:${phoneIdentityOf(actor.id)}`;
      const child = legs.find(({ to }) => to === mine) ?? legs[0];
      if (!child) throw new PhoneCompanyError('gone', 'Nobody is on the line.');
      const inbound = call.direction === 'inbound';
      const [agentLeg, callerLeg] = inbound
        ? [child.sid, call.providerCallId]
        : [call.providerCallId, child.sid];
      await this.#in((manager) =>
        this.parts.conferences.update(
          manager,
          known.conference,
          { agentLeg, callerLeg },
          clock.now(),
        ),
      );
      // The other one follows by itself: its dialling ends, and the site tells it where to go.
      await port.move(child.sid, this.#at(`join?c=${id}&as=${inbound ? 'agent' : 'caller'}`));
    } catch (error) {
      throw await this.#failed(id, error);
    }
    return this.#until(id, actor, ({ state, roles, conference }) =>
      ['on_hold', 'gone'].includes(callerState(state, roles.caller, conference)),
    );
  }

  async hold(id: string, held: boolean, actor: Colleague): Promise<ConferenceView> {
    const { clock, conferences } = this.parts;
    const known = await this.#mine(id, actor);
    const before = known.conference.held;
    await this.#in(async (manager) => {
      await conferences.lock(manager, id);
      await conferences.want(manager, known, held, actor, clock.now());
    });
    try {
      return conferenceView(await this.#drive(id), actor.id);
    } catch (error) {
      if (error instanceof PhoneCompanyError && error.result === 'refused') {
        await this.#in((manager) =>
          conferences.update(manager, known.conference, { held: before }, clock.now()),
        );
      }
      throw companyError(error);
    }
  }

  /** Calls somebody, who then speaks with the colleague alone: whoever is on the line is on hold until all are joined. */
  async ask(id: string, party: AskedParty, actor: Colleague): Promise<ConferenceView> {
    const { conferences, port, clock } = this.parts;
    await this.hold(id, true, actor);
    const known = await this.#mine(id, actor);
    const sid = known.conference.providerSid;
    if (sid === null) throw conferenceError('phone.call_over');
    const isNew = await this.#in(async (manager) => {
      await conferences.lock(manager, id);
      return conferences.ask(manager, known, party, actor, clock.now());
    });
    if (!isNew) return this.look(id, actor);
    const outcome = await invited(port, sid, {
      label: party.id,
      to:
        party.number ??
        `client:${phoneIdentityOf(party.staffId ?? '')}?callSid=${known.callSid}&asked=1`,
      from: known.conference.ourPhone,
      reports: this.#at(`leg?c=${id}&p=${party.id}`),
      conferenceReports: this.#at(`events?c=${id}`),
    });
    await this.#in((manager) =>
      conferences.asked(manager, known.conference, party.id, outcome, clock.now()),
    );
    return this.look(id, actor);
  }

  /** Puts somebody out again, or lets their phone ring no more. */
  async remove(id: string, partyId: string, actor: Colleague): Promise<ConferenceView> {
    const { port } = this.parts;
    const known = await this.#mine(id, actor);
    const party = known.parties.find(({ row }) => row.id === partyId);
    const leg = party?.leg?.leg ?? party?.row.leg ?? null;
    if (!party) throw conferenceError('conference.not_found');
    const sid = known.conference.providerSid;
    try {
      if (party.stands.state === 'in' && leg !== null && sid !== null) await port.remove(sid, leg);
      else if (leg !== null) await port.hangUp(leg);
    } catch (error) {
      if (!(error instanceof PhoneCompanyError && error.result === 'gone'))
        throw companyError(error);
    }
    return this.look(id, actor);
  }

  /**
   * The colleague leaves the others to themselves. Throws `phone.still_on_hold` while whoever called waits, and
   * `phone.nobody_stays` when nobody else is on the line.
   */
  async leave(id: string, actor: Colleague): Promise<ConferenceView> {
    const { conferences, port, clock } = this.parts;
    await this.#mine(id, actor);
    const known = await this.#drive(id).catch((error: unknown) => {
      throw companyError(error);
    });
    const { conference, state, roles, parties } = known;
    const stay = parties.filter(({ stands }) => stands.state === 'in');
    const sid = conference.providerSid;
    const { caller, agent } = roles;
    if (callerState(state, caller, conference) !== 'talking') {
      throw conferenceError('phone.still_on_hold');
    }
    if (stay.length === 0 || !caller || !agent || sid === null) {
      throw conferenceError('phone.nobody_stays');
    }
    const heir = stay.find(({ row }) => row.staffId !== null);
    // Whoever of those that stay goes last takes the conference with them, so that nobody is left alone in it.
    const lasting = heir?.leg ? [heir.leg] : [caller, ...stay.flatMap(({ leg }) => leg ?? [])];
    try {
      for (const { leg } of lasting) await port.endsWith(sid, leg, true);
      await port.endsWith(sid, agent.leg, false);
      await this.#in(async (manager) => {
        await conferences.lock(manager, id);
        await conferences.handOver(manager, known, actor, clock.now());
      });
      await port.remove(sid, agent.leg);
    } catch (error) {
      throw companyError(error);
    }
    return conferenceView(await this.#drive(id), actor.id);
  }

  /** Ends the call for everybody. */
  async end(id: string, actor: Colleague): Promise<ConferenceView> {
    const { conferences, clock } = this.parts;
    const known = await this.#mine(id, actor);
    await this.#in(async (manager) => {
      await conferences.lock(manager, id);
      await conferences.end(manager, known, actor, clock.now());
    });
    try {
      return conferenceView(await this.#drive(id), actor.id);
    } catch (error) {
      throw companyError(error);
    }
  }

  /** Asks the phone company how it stands, and does what was wanted and is not done yet. */
  async look(id: string, actor: Colleague): Promise<ConferenceView> {
    await this.#known(id, actor);
    try {
      return conferenceView(await this.#drive(id), actor.id);
    } catch (error) {
      if (!(error instanceof PhoneCompanyError)) throw error;
      // It does not answer: what was reported is still true.
      return conferenceView(await this.#known(id, actor), actor.id);
    }
  }

  /** What is known, without asking anybody. */
  async view(id: string, actor: Colleague): Promise<ConferenceView> {
    return conferenceView(await this.#known(id, actor), actor.id);
  }

  async #drive(id: string): Promise<KnownConference> {
    const { port, conferences, clock } = this.parts;
    let known = await this.#read(id);
    const { conference } = known;
    const sid = conference.providerSid ?? (await port.find(id));
    if (sid === null) return (await this.#rescue(known)) ?? known;
    const there = await participantsOf(port, sid);
    const facts = factsSeen(known, there, clock.now());
    known =
      (await this.#in((manager) =>
        conferences.learn(manager, id, { facts, providerSid: sid }, clock.now()),
      )) ?? known;
    await this.#findAsked(known, there ?? []);
    if (there === null) return known;
    const { agent, caller } = known.roles;
    if (conference.endingAt !== null) {
      await port.end(sid);
      return this.#seen(id, sid);
    }
    if (conference.leavingAt !== null && agent && agent.left === null) {
      await port.remove(sid, agent.leg);
      return this.#seen(id, sid);
    }
    const theirs = there.find(({ leg }) => leg === caller?.leg);
    if (!theirs || theirs.held === conference.held) return known;
    await port.hold(sid, theirs.leg, conference.held, this.#at('wait'));
    return this.#seen(id, sid);
  }

  async #seen(id: string, sid: string): Promise<KnownConference> {
    const { port, conferences, clock } = this.parts;
    const there = await participantsOf(port, sid);
    const known = await this.#read(id);
    const facts = factsSeen(known, there, clock.now());
    const told = { facts, providerSid: sid };
    return (
      (await this.#in((manager) => conferences.learn(manager, id, told, clock.now()))) ?? known
    );
  }

  /** Those of whom the answer was lost, and who are there or being called all the same. */
  async #findAsked(
    { conference, parties }: KnownConference,
    there: readonly { leg: string; label: string | null }[],
  ): Promise<void> {
    for (const { row } of parties.filter(({ row: one }) => one.asking === 'unknown')) {
      const found = there.find(({ label }) => label === row.id);
      if (!found) continue;
      const outcome = { asking: 'placed', leg: found.leg } as const;
      const now = this.parts.clock.now();
      await this.#in((manager) =>
        this.parts.conferences.asked(manager, conference, row.id, outcome, now),
      );
      row.asking = 'placed';
    }
  }

  /**
   * The call was to be moved and is in no conference: where the colleague is gone, whoever waits is rung on. Null: there
   * is nobody to be rescued, or it may still come about.
   */
  async #rescue(known: KnownConference): Promise<KnownConference | null> {
    const { port, conferences, clock, patience = PATIENCE_MS } = this.parts;
    const { id, openedAt, agentLeg, callerLeg } = known.conference;
    if (isOver(known) || agentLeg === null || callerLeg === null) return null;
    if (clock.now().getTime() - openedAt.getTime() < patience) return null;
    if (await port.isOpen(agentLeg)) return null;
    if (await port.isOpen(callerLeg))
      await port.move(callerLeg, this.#at(`after?c=${id}&as=caller`));
    const at = clock.now().getTime();
    const end = { key: 'never-joined', kind: 'end', at, sequence: 0.5 } as const;
    const facts = [{ ...end, leg: null, label: null, status: null }];
    return this.#in((manager) => conferences.learn(manager, id, { facts }, clock.now()));
  }

  /** Looks again and again until it is as it should be; then, or when patience ends, as it is. */
  async #until(
    id: string,
    actor: Colleague,
    done: (known: KnownConference) => boolean,
  ): Promise<ConferenceView> {
    const { patience = PATIENCE_MS } = this.parts;
    const end = performance.now() + patience;
    for (;;) {
      const known = await this.#drive(id).catch((error: unknown) => {
        if (error instanceof PhoneCompanyError) return this.#read(id);
        throw error;
      });
      if (done(known) || isOver(known)) return conferenceView(known, actor.id);
      if (performance.now() > end) return this.look(id, actor);
      await sleep(Math.min(LOOK_EVERY_MS, patience / 20));
    }
  }

  /** The call could not be moved: where nothing happened it goes on as it was. */
  async #failed(id: string, error: unknown): Promise<unknown> {
    if (error instanceof PhoneCompanyError && error.result !== 'unknown') {
      const overAt = this.parts.clock.now();
      await this.#in(async (manager) => {
        const conference = await this.parts.conferences.lock(manager, id);
        const change = { overAt, settledAt: overAt, held: false };
        await this.parts.conferences.update(manager, conference, change, overAt);
      });
    }
    return companyError(error);
  }

  async #mine(id: string, actor: Colleague): Promise<KnownConference> {
    const known = await this.#known(id, actor);
    if (known.conference.staffId !== actor.id) throw conferenceError('phone.not_your_call');
    if (isOver(known)) throw conferenceError('phone.call_over');
    return known;
  }

  async #known(id: string, actor: Colleague): Promise<KnownConference> {
    const known = await this.#read(id);
    const asked = known.parties.some(({ row }) => row.staffId === actor.id);
    if (known.conference.staffId !== actor.id && !asked) {
      throw conferenceError('phone.not_your_call');
    }
    return known;
  }

  #read(id: string): Promise<KnownConference> {
    return this.#in(async (manager) => {
      const conference = await this.parts.conferences.lock(manager, id);
      return this.parts.conferences.known(manager, conference);
    });
  }

  #in<T>(work: Parameters<typeof inTransaction<T>>[1]): Promise<T> {
    return inTransaction(this.parts.source, work);
  }

  #at(path: string): string {
    return `${this.parts.publicUrl}/webhooks/twilio/voice/conference/${path}`;
  }
}

/** Who is in it; null: it is over. */
async function participantsOf(port: ConferencePort, sid: string) {
  try {
    return await port.participants(sid);
  } catch (error) {
    if (error instanceof PhoneCompanyError && error.result === 'gone') return null;
    throw error;
  }
}

async function invited(
  port: ConferencePort,
  sid: string,
  invitation: Parameters<ConferencePort['invite']>[1],
): Promise<{ asking: 'placed' | 'refused' | 'unknown'; leg: string | null }> {
  try {
    return { asking: 'placed', leg: await port.invite(sid, invitation) };
  } catch (error) {
    if (!(error instanceof PhoneCompanyError)) throw error;
    return { asking: error.result === 'unknown' ? 'unknown' : 'refused', leg: null };
  }
}
