import { DataSource } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import { RUN_ENROLMENT, TaskService } from '#follow-up';
import { inboundLock } from '#inquiries';
import { ChannelQueries, RECONCILE_MESSAGE, SEND_MESSAGE } from '#messages';
import { newId } from '#platform';
import { capabilityDigest } from '#vault';
import type { Known as Place } from '../contact/places.js';
import { Story, type Way } from '../contact/story.js';
import type { Job, Known, MessageHouse } from './house.js';
import { mimeOf } from './mime.js';

const MINUTE = 60_000;
const JOBS = ['take-in-inquiry', SEND_MESSAGE.name, RECONCILE_MESSAGE.name, RUN_ENROLMENT.name];

interface MessageRow {
  id: string;
  channel: 'sms' | 'email';
  purpose: string;
  state: string;
  closed_because: string | null;
  planned: boolean;
  sending_at: Date | null;
}

/**
 * One person on the real database, with everything that is done for them, and the story of it beside: whatever leaves is
 * held against the story at the moment it leaves, and whatever is kept back has to have a reason there.
 */
export class PersonWorld {
  readonly story: Story;
  /** Everything that was wrong so far. */
  readonly wrongs: string[] = [];
  /** What went out, and why things were kept back. */
  readonly seen: string[] = [];
  /** Clocks that differ excuse the careful side. */
  #clocksAgree = true;
  #confirmed = 0;
  readonly #left = new Set<string>();
  readonly #called = new Set<string>();
  readonly #unread = new Set<string>();

  private constructor(
    private readonly house: MessageHouse,
    private readonly who: Known,
    place: Place,
  ) {
    this.story = new Story(place, house.now);
    this.story.tell({ what: 'asks', at: house.now });
    this.story.tell({ what: 'is read' });
  }

  /** Somebody at a place who has asked for help, for themselves or for somebody else. */
  static async open(house: MessageHouse, place: Place, n: number): Promise<PersonWorld> {
    const { home, areaCode, isPatient } = place;
    await house.owner.query('UPDATE outbox SET done_at = $1 WHERE done_at IS NULL', [house.now]);
    house.twilio.faults.length = 0;
    const phone = `+1${areaCode}${5_550_000 + n}`;
    const zip = home && 'zip' in home ? home.zip : undefined;
    const asked = { name: `Maria Nr ${n}`, phone, zip, email: `maria${n}@person.example` };
    const other = isPatient ? {} : { forWhom: 'other' as const, relationship: 'parent' as const };
    await house.request({ ...asked, ...other });
    await house.work();
    const { id: leadId, person_id: personId } = await house.one<{ id: string; person_id: string }>(
      `SELECT l.id, c.person_id FROM lead l JOIN lead_contact c ON c.lead_id = l.id
       ORDER BY l.number DESC LIMIT 1`,
    );
    const points = await house.rows<{ id: string; kind: string }>(
      `SELECT p.id, p.kind FROM person_contact c JOIN contact_point p ON p.id = c.contact_point_id
       WHERE c.person_id = $1`,
      [personId],
    );
    const idOf = (kind: string) => points.find((point) => point.kind === kind)?.id ?? '';
    const who = { leadId, personId, phoneId: idOf('phone'), emailId: idOf('email'), phone };
    const world = new PersonWorld(house, who, place);
    await world.#live(home);
    return world;
  }

  async permits(way: Way): Promise<void> {
    await this.house.permit(this.who.personId, way);
    this.story.tell({ what: 'permits', way, at: this.house.now });
  }

  /** Noted at the desk, whose clock may be ahead. */
  async takesBack(way: Way, secondsAhead: number): Promise<void> {
    const { personId } = this.who;
    const at = new Date(this.house.now.getTime() + secondsAhead * 1000);
    if (secondsAhead > 0) this.#clocksAgree = false;
    const said = { personId, scope: way, wording: 'No more.', origin: 'desk', at };
    await this.house.tx((manager) =>
      this.house.app
        .get(ConsentService)
        .record(manager, { ...said, decision: 'revoked' }, SYSTEM, this.house.now),
    );
    this.story.tell({ what: 'takes back', ways: [way], at: this.house.now });
  }

  /** A text of theirs is stored; the clock of the door may be ahead. */
  async stores(body: string, says: Says, secondsAhead = 0): Promise<void> {
    this.house.later(secondsAhead * 1000);
    const { now: at } = this.house;
    const stored = this.house.stores(this.who.phone, body);
    this.house.later(-secondsAhead * 1000);
    if (secondsAhead > 0) this.#clocksAgree = false;
    await this.#arrived(await stored);
    this.story.tell({ what: 'writes', says, at });
  }

  /** Uses the link of the last e-mail they got, if any. */
  async unsubscribes(scope: 'email' | 'all'): Promise<void> {
    const address = await this.house.one<{ n: number }>(
      'SELECT count(*)::int AS n FROM unsubscribe_link WHERE person_id = $1',
      [this.who.personId],
    );
    const mail = this.house.mail.mails.at(-1);
    if (address.n === 0 || !mail) return;
    const link = mimeOf(mail.raw).headers.get('list-unsubscribe')?.slice(1, -1) ?? '';
    const token = new URL(link).pathname.split('/').at(-1) ?? '';
    const eventId = newId();
    await this.house.door.take({
      kind: 'email',
      provider: 'unsubscribe',
      eventId,
      token,
      locks: [inboundLock.ofLink(capabilityDigest(token))],
      digestOf: Buffer.from(eventId),
      envelope: { type: 'unsubscribe', token, scope, receivedAt: this.house.now.toISOString() },
    });
    await this.#arrived(eventId);
    const ways = scope === 'all' ? (['call', 'sms', 'email'] as const) : (['email'] as const);
    this.story.tell({ what: 'unsubscribes', ways, at: this.house.now });
  }

  /** A colleague, or the system, writes something that is to leave in so many minutes. */
  async write(channel: 'sms' | 'email', minutes: number): Promise<void> {
    const sendAt =
      minutes === 0 ? {} : { sendAt: new Date(this.house.now.getTime() + minutes * MINUTE) };
    const mail = {
      channel,
      subject: 'Your request',
      contactPointId: this.who.emailId ?? '',
    } as const;
    await this.house.write(this.who, 'We are here.', {
      ...(channel === 'email' ? mail : {}),
      ...sendAt,
    });
  }

  /** A colleague calls, when the desk says that the way is open. */
  async calls(spokeWithThem: boolean): Promise<void> {
    const { leadId, personId, phoneId: contactPointId } = this.who;
    const { now } = this.house;
    const at = { leadId, personId, contactPointId, channel: 'call' } as const;
    const decision = await this.house.app
      .get(ChannelQueries)
      .decide(this.house.app.get(DataSource).manager, at, now);
    const reasons = this.story.wrongs('call', now);
    if (!decision.allowed) return this.#keptBack('a call', decision.because, reasons);
    this.#blame('a call', reasons);
    const disposition = spokeWithThem ? 'connected' : 'no_answer';
    await this.house.owner.query(
      `INSERT INTO call (id, lead_id, contact_point_id, provider, provider_call_id, direction, state, state_rank, outcome,
         started_at, ended_at, voicemail, disposition)
       VALUES ($1::uuid, $2, $3, 'desk', $1::text, 'outbound', 'completed', 9, $4, $5, $5, false, $6)`,
      [newId(), leadId, contactPointId, spokeWithThem ? 'answered' : 'missed', now, disposition],
    );
    await this.house.owner.query(
      `UPDATE task SET done_at = $2 WHERE lead_id = $1 AND done_at IS NULL AND kind IN ('first_attempt', 'follow_up_call')`,
      [leadId, now],
    );
    this.story.tell({ what: 'is tried', at: now });
    if (spokeWithThem) this.story.tell({ what: 'talks', at: now });
  }

  async promise(minutes: number): Promise<void> {
    await this.gotTheCall();
    const at = new Date(this.house.now.getTime() + minutes * MINUTE);
    const { leadId } = this.who;
    const task = { leadId, kind: 'call_back', title: 'Call', dueAt: at, promisedAt: at } as const;
    await this.house.tx((manager) =>
      this.house.app.get(TaskService).create(manager, task, SYSTEM, this.house.now),
    );
    this.story.tell({ what: 'is promised a call', at });
  }

  async gotTheCall(): Promise<void> {
    await this.house.owner.query(
      'UPDATE task SET done_at = $2 WHERE lead_id = $1 AND promised_at IS NOT NULL AND done_at IS NULL',
      [this.who.leadId, this.house.now],
    );
    this.story.tell({ what: 'got that call' });
  }

  async textsAreSafe(safe: boolean): Promise<void> {
    await this.house.owner.query(
      'UPDATE person_contact SET safe_to_text = $2 WHERE contact_point_id = $1',
      [this.who.phoneId, safe],
    );
    this.story.tell({ what: 'says whether texts are safe', safe });
  }

  async moves(to: Place): Promise<void> {
    await this.#live(to.home);
    this.story.tell({ what: 'moves', to });
  }

  /** Time passes and the worker does what is due, each at its time; or it is away, and catches up afterwards. */
  async pass(minutes: number, workerAway = false): Promise<void> {
    const until = new Date(this.house.now.getTime() + minutes * MINUTE);
    if (workerAway) this.house.now = until;
    for (;;) {
      const [job] = await this.house.waiting(JOBS, until);
      if (!job) break;
      if (job.due_at > this.house.now) this.house.now = job.due_at;
      await this.house.run(job);
      await this.#judge([job]);
    }
    this.house.now = until;
  }

  /** Two workers get everything that is due at once, while something may come in. */
  async twoWorkers(says?: { body: string; says: Says }): Promise<void> {
    const jobs = await this.house.waiting(JOBS, this.house.now);
    const work = [...jobs, ...jobs].map((job) => this.house.run(job));
    const stored = says ? this.house.stores(this.who.phone, says.body) : null;
    await Promise.all(work);
    // Which of both came first nobody can tell: what has left is held against what was known before.
    await this.#judge(jobs, true);
    if (!says || !stored) return;
    await this.#arrived(await stored);
    this.story.tell({ what: 'writes', says: says.says, at: this.house.now });
  }

  async #arrived(eventId: string): Promise<void> {
    const { id } = await this.house.one<{ id: string }>(
      'SELECT id FROM inquiry WHERE provider_event_id = $1',
      [eventId],
    );
    this.#unread.add(id);
  }

  async #live(home: Place['home']): Promise<void> {
    const zip = home && 'zip' in home ? home.zip : null;
    const state = home && 'state' in home ? home.state : null;
    await this.house.owner.query('UPDATE lead SET zip = $2, state = $3 WHERE id = $1', [
      this.who.leadId,
      zip,
      state,
    ]);
  }

  /** Holds what these jobs have done against the story. */
  async #judge(jobs: readonly Job[], atOnce = false): Promise<void> {
    for (const { payload } of jobs) this.#unread.delete(payload.inquiryId ?? '');
    const before = this.#unread.size === 0;
    if (before) this.story.tell({ what: 'is read' });
    const { now } = this.house;
    for (const row of await this.#messages()) {
      const left = row.sending_at !== null && !this.#left.has(row.id);
      if (left) this.#judgeLeft(row);
      else if (!atOnce && jobs.some(({ payload }) => payload.messageId === row.id)) {
        if (row.sending_at === null && row.purpose !== 'stop_confirmation')
          this.#keptBack(
            row.id,
            row.closed_because,
            this.story.wrongs(row.channel, now, row.planned),
          );
      }
    }
    await this.#judgeCallTasks();
    this.#once();
  }

  #judgeLeft(row: MessageRow): void {
    const { now } = this.house;
    this.#left.add(row.id);
    const confirms = row.purpose === 'stop_confirmation';
    const reasons = confirms
      ? this.story.confirmationWrongs(now, this.#confirmed)
      : this.story.wrongs(row.channel, now, row.planned);
    if (confirms) this.#confirmed += 1;
    const who = row.purpose === 'conversation' && row.planned ? 'planned ' : '';
    this.#blame(`${who}${row.channel} ${row.purpose}`, reasons);
    if (row.channel === 'sms' && row.purpose === 'conversation')
      this.story.tell({ what: 'is tried', at: now });
  }

  /** A call that a plan asks for may be made when it asks. */
  async #judgeCallTasks(): Promise<void> {
    const tasks = await this.house.rows<{ id: string }>(
      "SELECT id FROM task WHERE lead_id = $1 AND origin_key LIKE 'cadence:%'",
      [this.who.leadId],
    );
    for (const { id } of tasks) {
      if (this.#called.has(id)) continue;
      this.#called.add(id);
      this.#blame('a planned call', this.story.wrongs('call', this.house.now, true));
    }
  }

  /** No message was handed to the provider twice. */
  #once(): void {
    const ids = this.house.twilio.texts
      .filter(({ to }) => to === this.who.phone)
      .map(({ statusCallback }) => new URL(statusCallback ?? '').searchParams.get('message'));
    if (new Set(ids).size < ids.length) this.#blame('a text', ['handed over twice']);
  }

  #messages(): Promise<MessageRow[]> {
    return this.house.rows<MessageRow>(
      `SELECT id, channel, purpose, state, closed_because, sending_at, intent_key IS NOT NULL AND created_by IS NULL AS planned
       FROM message WHERE person_id = $1 AND direction = 'out' ORDER BY sending_at NULLS LAST, id`,
      [this.who.personId],
    );
  }

  #blame(what: string, reasons: readonly string[]): void {
    this.seen.push(`${what} went out`);
    if (reasons.length > 0)
      this.wrongs.push(`${this.house.now.toISOString()} ${what} went out: ${reasons.join(', ')}`);
  }

  #keptBack(what: string, because: string | null, reasons: readonly string[]): void {
    this.seen.push(`kept back: ${because}`);
    const late = because === 'held_too_long';
    if (reasons.length === 0 && !late && this.#clocksAgree)
      this.wrongs.push(
        `${this.house.now.toISOString()} ${what} was kept back for nothing: ${because}`,
      );
  }
}

type Says = Extract<Story['told'][number], { what: 'writes' }>['says'];
