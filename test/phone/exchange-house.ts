import {
  CallEntity,
  ConferenceDriver,
  ConferenceService,
  SimulatedExchange,
  TwilioConferences,
} from '#calls';
import { type ConferenceView, phoneIdentityOf, type SimulatedLineEvent } from '#contract';
import { newId } from '#platform';
import type { Ring } from '../../apps/site/src/routing/routing.js';
import { type TestDatabase, testDatabase } from '../database.js';
import { PhoneWorker } from './phone-worker.js';
import { PUBLIC_URL, ROUTING, SECRETS, type WebhookSite, webhookSite } from './webhook-site.js';

export const MAIN = '+18885550100';
/** The duty phone, at which somebody sits. */
export const DUTY = ROUTING.organisation.dutyPhone ?? '';

/** A colleague's browser, and what it was told. */
export interface Browser {
  staffId: string;
  identity: string;
  told: SimulatedLineEvent[];
  hear(name: SimulatedLineEvent['event'], nth?: number): Promise<SimulatedLineEvent>;
  stop(): void;
}

/** Site, worker and telephone company on one database, at fifty times the pace of the world. */
export class ExchangeHouse {
  readonly problems: unknown[] = [];
  readonly ana = newId();
  readonly ben = newId();

  private constructor(
    private readonly database: TestDatabase,
    readonly site: WebhookSite,
    readonly worker: PhoneWorker,
    readonly exchange: SimulatedExchange,
    readonly driver: ConferenceDriver,
    /** Whose browsers ring; the tests change it. */
    readonly ring: { current: Ring | null },
    /** Telephones at which somebody picks up; the tests change it. */
    readonly staffed: Set<string>,
  ) {}

  static async open(): Promise<ExchangeHouse> {
    const database = await testDatabase();
    const ring: { current: Ring | null } = { current: null };
    const site = await webhookSite(database, {
      routing: {
        current: async () => ({
          ...ROUTING,
          numbers: ROUTING.numbers.map((one) => ({ ...one, ring: ring.current })),
        }),
      },
    });
    const worker = await PhoneWorker.on(database, site.ring);
    const problems: unknown[] = [];
    const staffed = new Set<string>();
    const exchange = new SimulatedExchange({
      siteUrl: site.address,
      publicUrl: PUBLIC_URL,
      authToken: SECRETS.twilioAuthToken ?? '',
      onProblem: (error) => problems.push(error),
      pace: 20,
      staffedPhones: staffed,
    });
    const driver = new ConferenceDriver({
      source: worker.source,
      conferences: worker.get(ConferenceService),
      port: new TwilioConferences({
        accountSid: 'ACsimulated',
        keySid: 'SKsimulated',
        keySecret: 'nobody',
        base: 'https://api.twilio.com',
        request: (url, init) => exchange.request(url, init),
      }),
      publicUrl: PUBLIC_URL,
      clock: { now: () => new Date() },
      patience: 2000,
    });
    const house = new ExchangeHouse(database, site, worker, exchange, driver, ring, staffed);
    problems.push = house.problems.push.bind(house.problems);
    for (const [id, name] of [
      [house.ana, 'Ana'],
      [house.ben, 'Ben'],
    ]) {
      await site.owner.query(
        `INSERT INTO staff_user (id, name, email, role, status) VALUES ($1, $2, $3, 'agent', 'active')`,
        [id, name, `${name}@desk.example`],
      );
    }
    return house;
  }

  async close(): Promise<void> {
    this.exchange.close();
    await this.worker.close();
    await this.site.close();
    await this.database.drop();
  }

  actor(staffId: string) {
    return { kind: 'staff', id: staffId } as const;
  }

  browserOf(staffId: string): Browser {
    const told: SimulatedLineEvent[] = [];
    const waiting = new Set<() => void>();
    const identity = phoneIdentityOf(staffId);
    const stop = this.exchange.listen(identity, (event) => {
      told.push(event);
      for (const look of waiting) look();
    });
    const hear = (name: SimulatedLineEvent['event'], nth = 0) =>
      new Promise<SimulatedLineEvent>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${name} did not come: ${JSON.stringify(told)}`)),
          8000,
        );
        const look = () => {
          const event = told.filter((one) => one.event === name)[nth];
          if (!event) return;
          waiting.delete(look);
          clearTimeout(late);
          resolve(event);
        };
        waiting.add(look);
        look();
      });
    return { staffId, identity, told, hear, stop };
  }

  /** Somebody calls, and this colleague takes it in the browser. */
  async taken(browser: Browser, from: string) {
    this.ring.current = { inTurn: false, seconds: 20, members: [[{ client: browser.identity }]] };
    const nth = browser.told.filter(({ event }) => event === 'ringing').length;
    const opened = browser.told.filter(({ event }) => event === 'open').length;
    const caller = await this.exchange.call(from, MAIN);
    const rings = await browser.hear('ringing', nth);
    this.exchange.answer(browser.identity, rings.legId);
    await browser.hear('open', opened);
    await this.reports();
    const call = await this.worker.manager.findOneByOrFail(CallEntity, {
      providerCallId: caller.callSid,
    });
    return { ...caller, call, legId: rings.legId };
  }

  /** Takes in what was reported, once nothing more comes for a moment. */
  async reports(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const jobs = await this.worker.intakeJobs();
      quiet = jobs.length === 0 ? quiet + 1 : 0;
      await this.worker.takeInAll();
    }
  }

  async until(
    id: string,
    staffId: string,
    done: (view: ConferenceView) => boolean,
  ): Promise<ConferenceView> {
    for (let tries = 0; tries < 60; tries += 1) {
      await this.reports();
      const view = await this.driver.look(id, this.actor(staffId));
      if (done(view)) return view;
    }
    throw new Error(
      `It did not come about: ${JSON.stringify(await this.driver.view(id, this.actor(staffId)))}`,
    );
  }

  /** The timeline of a call's lead, oldest first, by kind. */
  async timeline(call: CallEntity): Promise<string[]> {
    const { rows } = await this.site.owner.query<{ kind: string }>(
      `SELECT a.kind FROM activity a JOIN call c ON c.lead_id = a.lead_id
       WHERE c.id = $1 AND (a.kind LIKE 'transfer.%' OR a.kind = 'call.held') ORDER BY a.at, a.id`,
      [call.id],
    );
    return rows.map(({ kind }) => kind);
  }

  async tasks(call: CallEntity): Promise<string[]> {
    const { rows } = await this.site.owner.query<{ origin_key: string }>(
      `SELECT t.origin_key FROM task t JOIN call c ON c.lead_id = t.lead_id
       WHERE c.id = $1 AND t.origin_key LIKE 'conference:%'`,
      [call.id],
    );
    return rows.map(({ origin_key: key }) => key);
  }
}
