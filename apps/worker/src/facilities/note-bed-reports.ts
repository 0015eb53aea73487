import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '#audit';
import { FacilityService } from '#facilities';
import { TaskService } from '#follow-up';
import { type JobContext, once } from '#queue';

interface Payload {
  facilityId: string;
  programIds: string[];
  source: 'facility_link' | 'api';
  accessId: string;
}

/** A facility reported its beds at the site: that is put on record and shown, and nobody has to ask any more. */
@Injectable()
export class NoteBedReports {
  constructor(
    private readonly source: DataSource,
    private readonly facilities: FacilityService,
    private readonly tasks: TaskService,
  ) {}

  async handle({ facilityId, ...details }: Payload, context: JobContext): Promise<void> {
    const { now } = context;
    await once(this.source, context, async (manager) => {
      await this.facilities.recorded(manager, facilityId, 'beds.reported', details, SYSTEM, now);
      const open = await manager.query<{ id: string }[]>(
        `SELECT id FROM task WHERE facility_id = $1 AND kind = 'ask_beds' AND done_at IS NULL
           AND dropped_at IS NULL ORDER BY id LIMIT 20`,
        [facilityId],
      );
      for (const { id } of open) await this.tasks.complete(manager, id, {}, SYSTEM, now);
    });
  }
}
