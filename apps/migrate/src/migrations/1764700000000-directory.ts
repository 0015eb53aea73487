import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BEDS } from './directory/beds.js';
import { FACILITIES } from './directory/facilities.js';

/** The directory: organisations, facilities, programs, who said what of them, and their beds. */
export class Directory1764700000000 implements MigrationInterface {
  name = 'Directory1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [FACILITIES, BEDS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Tables that hold records are not undone: restore a backup instead.');
  }
}
