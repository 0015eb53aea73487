import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '#audit';
import { FacilityService } from '#facilities';
import { type JobContext, once } from '#queue';

/** A facility ended the e-mails that ask for its beds: put on record, and shown. */
@Injectable()
export class NoteBedMailStop {
  constructor(
    private readonly source: DataSource,
    private readonly facilities: FacilityService,
  ) {}

  async handle({ facilityId }: { facilityId: string }, context: JobContext): Promise<void> {
    const action = 'facility.bed_mails_stopped';
    await once(this.source, context, (manager) =>
      this.facilities.recorded(manager, facilityId, action, {}, SYSTEM, context.now),
    );
  }
}
