import type { EntityManager } from 'typeorm';
import type { DeskEvent } from '#contract';
import { afterCommit } from '#platform';

/** PostgreSQL channel that the desk listens on; each notice is one {@link DeskEvent} as JSON. */
export const DESK_CHANNEL = 'desk_events';

const pending = new WeakMap<EntityManager, Map<string, DeskEvent>>();

/**
 * Tells the desk after the commit of `manager`'s transaction that a record changed; not at all when
 * it is rolled back. Several words about one record become one. A notice inside the transaction
 * would make commits wait for each other. Needs the manager that `inTransaction` gives.
 */
export function announce(manager: EntityManager, event: DeskEvent): void {
  const key = `${event.event}:${event.id}`;
  const known = pending.get(manager);
  if (known) {
    const earlier = known.get(key);
    known.set(key, { ...event, created: event.created || (earlier?.created ?? false) });
    return;
  }
  const events = new Map([[key, event]]);
  afterCommit(manager, () => {
    pending.delete(manager);
    return send(manager, [...events.values()]);
  });
  pending.set(manager, events);
}

async function send(manager: EntityManager, events: DeskEvent[]): Promise<void> {
  await manager.dataSource.query(
    `SELECT pg_notify('${DESK_CHANNEL}', notice) FROM unnest($1::text[]) AS notice`,
    [events.map((event) => JSON.stringify(event))],
  );
}
