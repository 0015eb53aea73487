import type { EntityClass } from '#platform';

/** Every entity of every lib: the migration compares them with the database (`--check`). */
export const entities: EntityClass[] = [];
