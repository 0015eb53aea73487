import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { versionConflict } from '#platform';
import type { ErrorOfRecord } from './record-errors.js';

/** A record with a version. */
interface VersionedRow extends ObjectLiteral {
  version: number;
}

/**
 * Writes a change to a record that has no service of its own, if its version is still the one the
 * writer saw. Throws `notFound`, or `record.version_conflict` with both values.
 * @returns the record as it is now, and the names of the fields that changed
 */
export async function saveVersioned<E extends VersionedRow>(
  manager: EntityManager,
  entity: EntityTarget<E>,
  id: E['id'],
  change: { version: number } & Record<string, unknown>,
  rules: { now: Date; notFound: ErrorOfRecord },
): Promise<{ saved: E; fields: string[] }> {
  const repository = manager.getRepository(entity);
  const where: FindOptionsWhere<VersionedRow> = { id };
  const current = await repository.findOne({
    where,
    lock: { mode: 'pessimistic_write' },
  });
  if (!current) throw rules.notFound();
  const { version, ...wanted } = change;
  const fields = Object.keys(wanted).filter(
    (key) =>
      wanted[key] !== undefined &&
      JSON.stringify(wanted[key]) !== JSON.stringify((current as Record<string, unknown>)[key]),
  );
  if (current.version !== version) {
    const theirs = Object.fromEntries(Object.keys(wanted).map((key) => [key, current[key]]));
    throw versionConflict({ ...theirs, version: current.version }, wanted);
  }
  if (fields.length === 0) return { saved: current, fields };
  const values = Object.fromEntries(fields.map((key) => [key, wanted[key]]));
  const saved = await repository.save(
    Object.assign(current, values, { version: version + 1, updatedAt: rules.now }),
  );
  return { saved, fields };
}
