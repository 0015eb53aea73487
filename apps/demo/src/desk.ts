import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TAG_COLOURS } from '#contract';
import { TagService } from '#leads';
import { SavedViewService } from '#staff';
import type { Colleagues } from './staff.js';

/** What the desk is set up with before the first person comes. */
export interface Desk {
  colleagues: Colleagues;
  /** By name. */
  tags: ReadonlyMap<string, string>;
}

const TAGS: Readonly<Record<string, (typeof TAG_COLOURS)[number]>> = {
  'Works nights': 'purple',
  'Pet at home': 'teal',
  'Family involved': 'green',
  'Worried about the job': 'orange',
  'Close to home': 'blue',
  'Was here before': 'yellow',
  Veteran: 'grey',
  'Court date': 'red',
};

/** Makes the words leads are marked with; the administrator thought of them. */
export async function makeTags(
  app: INestApplicationContext,
  manager: EntityManager,
  adminId: string,
  now: Date,
): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const [name, colour] of Object.entries(TAGS)) {
    const actor = { kind: 'staff', id: adminId } as const;
    const tag = await app.get(TagService).create(manager, { name, colour }, actor, now);
    made.set(name, tag.id);
  }
  return made;
}

/** The lists colleagues come back to: some their own, some for all. */
export async function keepViews(
  app: INestApplicationContext,
  manager: EntityManager,
  { colleagues, tags }: Desk,
  now: Date,
): Promise<void> {
  const { avery, morgan, lucia } = colleagues;
  const promise = ['nextActionAt', 'ASC'] as ['nextActionAt', 'ASC'];
  const views = [
    {
      ownerId: avery,
      name: 'Mine, by the next promise',
      shared: false,
      filter: { open: true, ownerId: 'me' },
      sort: promise,
      columns: ['patient', 'urgency', 'clock', 'phone', 'stage', 'tags', 'lastActivity'],
    },
    {
      ownerId: morgan,
      name: 'Late by our own promise',
      shared: true,
      filter: { open: true, overdue: true },
      sort: promise,
      columns: null,
    },
    {
      ownerId: lucia,
      name: 'In Spanish',
      shared: true,
      filter: { open: true, language: 'es' },
      sort: null,
      columns: ['patient', 'urgency', 'clock', 'phone', 'stage', 'owner', 'state'],
    },
    {
      ownerId: morgan,
      name: 'Were here before',
      shared: true,
      filter: { tagId: [tags.get('Was here before')] },
      sort: null,
      columns: null,
    },
  ];
  for (const { ownerId, name, shared, ...settings } of views) {
    const view = { resource: 'leads' as const, name, shared, settings };
    await app.get(SavedViewService).create(manager, view, { kind: 'staff', id: ownerId }, now);
  }
}
