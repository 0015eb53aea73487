import { TagView } from '#contract';
import type { TagEntity } from '#leads';

/** A tag as the desk shows it. */
export function tagView(tag: TagEntity): TagView {
  const { id, version, name, colour, active, createdAt } = tag;
  return TagView.parse({
    id,
    version,
    name,
    colour,
    active,
    createdAt: createdAt.toISOString(),
  });
}
