import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RetentionService } from '#erasure';
import type { JobContext } from '#queue';

/** Lets go, once a night, of what has been kept long enough. */
@Injectable()
export class KeepRetention {
  constructor(
    private readonly source: DataSource,
    private readonly retention: RetentionService,
  ) {}

  async handle(_payload: object, { now, signal }: JobContext): Promise<void> {
    await this.retention.keep(this.source, now, signal);
  }
}
