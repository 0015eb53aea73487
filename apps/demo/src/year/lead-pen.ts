import type { ActivityKind, ActivityPayload, ClockKind, Stage, TaskKind, Urgency } from '#contract';
import { STAGES } from '#contract';
import { goesBack } from '#leads';
import type { Ids } from './ids.js';
import { addRow, type Records, type Row, type Table } from './tables.js';

/** Who did it. */
export type Actor = { kind: 'staff'; id: string } | { kind: 'system' | 'person'; id: null };
export const SYSTEM: Actor = { kind: 'system', id: null };
export const PERSON: Actor = { kind: 'person', id: null };

/** How a made-up lead's rows are begun. */
export interface LeadStart {
  at: number;
  row: Row;
  urgency: Urgency;
}

/**
 * Writes what happens to one lead, as the services would: a change with its timeline row, what it undoes, the promises
 * it keeps. Times are milliseconds since 1970. Nothing is checked: whoever writes a history knows the rules.
 */
export class LeadPen {
  readonly id: string;
  stage: Stage = 'new';
  owner: string | null = null;
  team: string | null = null;
  readonly urgency: Urgency;
  readonly row: Row;
  readonly #clocks: Row[] = [];
  readonly #tasks: Row[] = [];
  readonly #stages: Row[] = [];
  #version = 1;
  #attempts = 0;
  #last: number;
  #touched: number;

  constructor(
    readonly ids: Ids,
    readonly records: Records,
    start: LeadStart,
  ) {
    this.id = ids.at(start.at);
    this.urgency = start.urgency;
    this.row = {
      ...start.row,
      id: this.id,
      urgency: start.urgency,
      created_at: new Date(start.at),
    };
    this.#last = start.at;
    this.#touched = start.at;
  }

  /** Adds a row that is the lead's own. */
  add(table: Table, at: number, row: Row): string {
    const id = this.ids.at(at);
    addRow(this.records, table, { id, lead_id: this.id, ...row });
    return id;
  }

  /** A row of the timeline. */
  tell<K extends ActivityKind>(
    kind: K,
    at: number,
    payload: ActivityPayload<K>,
    actor: Actor,
    subjectId: string | null = null,
  ): void {
    this.add('activity', at, {
      kind,
      at: new Date(at),
      actor_kind: actor.kind,
      actor_id: actor.id,
      payload_enc: JSON.stringify(payload),
      subject_id: subjectId,
      created_at: new Date(at),
    });
    this.#last = Math.max(this.#last, at);
  }

  /** What is known of the patient changed. */
  learn(at: number, facts: Row, fields: string[], actor: Actor): void {
    Object.assign(this.row, facts);
    this.#changed(at);
    this.tell('details.changed', at, { fields }, actor);
  }

  assign(
    at: number,
    to: { ownerId: string | null; teamId: string | null },
    because: string,
    by: Actor,
  ): void {
    this.owner = to.ownerId;
    this.team = to.teamId;
    for (const task of this.#tasks) if (isOpen(task)) task.owner_id = to.ownerId;
    this.add('assignment', at, {
      owner_id: to.ownerId,
      team_id: to.teamId,
      because,
      assigned_by: by.id,
      at: new Date(at),
    });
    this.tell('lead.assigned', at, { ...to, because }, by);
    this.#changed(at);
  }

  /** To another stage; going back undoes what lies between, closing ends promises and tasks. */
  move(at: number, to: Stage, actor: Actor, why: { reason?: string; note?: string } = {}): void {
    const from = this.stage;
    if (goesBack(from, to)) this.#undo(at, from, to);
    const { reason, note } = why;
    const id = this.ids.at(at);
    const change = {
      id,
      lead_id: this.id,
      from_stage: from,
      to_stage: to,
      reason: reason ?? null,
      note_enc: note ?? null,
      changed_by: actor.id,
      at: new Date(at),
      undone_at: null,
    };
    addRow(this.records, 'stage_change', change);
    this.#stages.push(change);
    this.stage = to;
    this.row.closed_at = to === 'closed' ? new Date(at) : null;
    this.row.closed_reason = to === 'closed' ? (reason ?? null) : null;
    if (to === 'closed') this.#end(at, actor);
    this.tell(
      'stage.changed',
      at,
      { from, to, ...(reason ? { reason } : {}), ...(note ? { note } : {}) },
      actor,
    );
    this.#changed(at);
  }

  /** Somebody tried to reach the person. */
  attempted(at: number, actor: Actor): void {
    this.#attempts += 1;
    this.row.first_attempt_at ??= new Date(at);
    this.row.last_attempt_at = new Date(at);
    this.#reached(at);
    if (this.stage === 'new') this.move(at, 'attempted', actor);
  }

  /** Somebody spoke with them. */
  spokenWith(at: number, actor: Actor): void {
    this.row.first_contact_at ??= new Date(at);
    this.row.last_contact_at = new Date(at);
    this.row.last_attempt_at = new Date(at);
    this.#reached(at);
    if (this.stage === 'new' || this.stage === 'attempted') this.move(at, 'contacted', actor);
  }

  get spoken(): boolean {
    return this.row.first_contact_at != null;
  }

  /** A promise begins. */
  promise(kind: ClockKind, subjectId: string, from: number, due: number): void {
    const clock: Row = {
      id: this.ids.at(from),
      lead_id: this.id,
      kind,
      subject_id: subjectId,
      started_at: new Date(from),
      due_at: new Date(due),
      met_at: null,
      missed_at: null,
      cancelled_at: null,
      created_at: new Date(from),
    };
    addRow(this.records, 'clock', clock);
    this.#clocks.push(clock);
  }

  /** What happened keeps promises of these kinds; one whose time was over is missed. */
  keep(kinds: readonly ClockKind[], at: number, subjectId?: string): void {
    for (const clock of this.#clocks) {
      if (!isRunning(clock) || !kinds.some((kind) => kind === clock.kind)) continue;
      if (subjectId && clock.subject_id !== subjectId) continue;
      if (timeOf(clock.due_at) >= at) clock.met_at = new Date(at);
      else this.#miss(clock);
    }
  }

  callOff(kinds: readonly ClockKind[], at: number, subjectId?: string): void {
    for (const clock of this.#clocks) {
      if (!isRunning(clock) || !kinds.some((kind) => kind === clock.kind)) continue;
      if (subjectId && clock.subject_id !== subjectId) continue;
      if (timeOf(clock.due_at) < at) this.#miss(clock);
      else clock.cancelled_at = new Date(at);
    }
  }

  /** Something to do. */
  task(
    at: number,
    task: { kind: TaskKind; title: string; due: number; origin?: string },
    actor: Actor,
  ): void {
    const { kind, title, due, origin } = task;
    const id = this.ids.at(at);
    const row: Row = {
      id,
      lead_id: this.id,
      kind,
      title_enc: title,
      owner_id: this.owner,
      due_at: new Date(due),
      urgency: this.urgency,
      origin_key: origin ?? null,
      remind_minutes: 0,
      done_at: null,
      done_by: null,
      dropped_at: null,
      drop_reason_enc: null,
      version: 1,
      created_at: new Date(at),
      updated_at: new Date(at),
    };
    addRow(this.records, 'task', row);
    this.#tasks.push(row);
    this.tell(
      'task.created',
      at,
      { taskId: id, title, dueAt: new Date(due).toISOString() },
      actor,
      id,
    );
  }

  /** Open tasks of these kinds are done, the first so many of them. */
  settle(
    kinds: readonly TaskKind[],
    at: number,
    actor: Actor,
    most = Number.POSITIVE_INFINITY,
  ): void {
    const open = this.#tasks.filter(
      (task) => isOpen(task) && kinds.some((kind) => kind === task.kind),
    );
    for (const task of open.slice(0, most)) {
      Object.assign(task, {
        done_at: new Date(at),
        done_by: actor.id,
        version: 2,
        updated_at: new Date(at),
      });
      const payload = { taskId: String(task.id), title: String(task.title_enc) };
      this.tell('task.done', at, payload, actor, String(task.id));
    }
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Another lead becomes part of this one: its attempts count here. */
  takeAttempts(other: LeadPen, at: number): void {
    this.#attempts += other.#attempts;
    this.#changed(at);
  }

  /** This lead becomes part of another; its clocks and tasks have gone over. */
  becomePartOf(at: number, actor: Actor): void {
    const change = {
      id: this.ids.at(at),
      lead_id: this.id,
      from_stage: this.stage,
      to_stage: 'closed',
      reason: 'duplicate',
      note_enc: null,
      changed_by: actor.id,
      at: new Date(at),
      undone_at: null,
    };
    addRow(this.records, 'stage_change', change);
    this.#stages.push(change);
    this.stage = 'closed';
    Object.assign(this.row, { closed_at: new Date(at), closed_reason: 'duplicate' });
    this.#changed(at);
  }

  /** It was no part of the other: it stands where it stood. */
  standAlone(at: number): void {
    const closing = this.#stages.at(-1);
    if (!closing) throw new Error('A lead that never was merged cannot be taken back.');
    closing.undone_at = new Date(at);
    this.stage = closing.from_stage as Stage;
    Object.assign(this.row, { closed_at: null, closed_reason: null });
    this.#changed(at);
  }

  /** Puts the lead's own row down, as it stands at the end of the year. */
  finish(until: number): void {
    for (const clock of this.#clocks) {
      if (isRunning(clock) && timeOf(clock.due_at) <= until) this.#miss(clock);
    }
    const due = [...this.#clocks.filter(isRunning), ...this.#tasks.filter(isOpen)].map(
      ({ due_at }) => timeOf(due_at),
    );
    const open = this.stage !== 'closed';
    Object.assign(this.row, {
      stage: this.stage,
      owner_id: this.owner,
      team_id: this.team,
      attempts: this.#attempts,
      last_activity_at: new Date(this.#last),
      next_action_at: open && due.length > 0 ? new Date(Math.min(...due)) : null,
      version: this.#version,
      updated_at: new Date(this.#touched),
    });
    addRow(this.records, 'lead', this.row);
  }

  #reached(at: number): void {
    this.keep(['first_attempt', 'call_back'], at);
    this.#touched = Math.max(this.#touched, at);
  }

  #changed(at: number): void {
    this.#version += 1;
    this.#touched = Math.max(this.#touched, at);
  }

  #miss(clock: Row): void {
    clock.missed_at = clock.due_at ?? null;
    const dueAt = timeOf(clock.due_at);
    const payload = { clock: String(clock.kind), dueAt: new Date(dueAt).toISOString() };
    this.tell('clock.missed', dueAt, payload, SYSTEM, String(clock.id));
  }

  #undo(at: number, from: Stage, to: Stage): void {
    const undone: readonly Stage[] =
      from === 'closed' ? ['closed'] : STAGES.slice(STAGES.indexOf(to) + 1);
    for (const change of this.#stages) {
      if (change.undone_at !== null || !undone.some((stage) => stage === change.to_stage)) continue;
      change.undone_at = new Date(at);
    }
  }

  #end(at: number, actor: Actor): void {
    const kinds = this.#clocks.map(({ kind }) => kind as ClockKind);
    this.callOff(kinds, at);
    for (const task of this.#tasks) {
      if (!isOpen(task)) continue;
      const reason = 'The lead was closed.';
      Object.assign(task, {
        dropped_at: new Date(at),
        drop_reason_enc: reason,
        version: 2,
        updated_at: new Date(at),
      });
      const payload = { taskId: String(task.id), title: String(task.title_enc), reason };
      this.tell('task.dropped', at, payload, actor, String(task.id));
    }
  }
}

function isRunning({ met_at, missed_at, cancelled_at }: Row): boolean {
  return met_at === null && missed_at === null && cancelled_at === null;
}

function isOpen({ done_at, dropped_at }: Row): boolean {
  return done_at === null && dropped_at === null;
}

function timeOf(cell: Row[string] | undefined): number {
  if (!(cell instanceof Date)) throw new Error('A time was expected.');
  return cell.getTime();
}
