import type { DynamicModule } from '@nestjs/common';
import { LeadFileEntity, LeadMergeEntity, LeadTagEntity, MentionEntity, TagEntity } from '#leads';
import type { WorkerSettings } from '#platform';
import { SavedViewEntity, StaffModule } from '#staff';
import type { WorkerMetrics } from '../../worker/src/health/metrics.js';
import { WorkerModule } from '../../worker/src/worker.module.js';

/** What colleagues do at the desk beside the worker's jobs. */
const ENTITIES = [
  LeadFileEntity,
  LeadMergeEntity,
  LeadTagEntity,
  MentionEntity,
  SavedViewEntity,
  TagEntity,
];

/** The worker's services with those of the desk that the demo's days need. */
export class DemoModule {
  static async forRoot(settings: WorkerSettings, metrics: WorkerMetrics): Promise<DynamicModule> {
    return {
      module: DemoModule,
      imports: [await WorkerModule.forRoot(settings, metrics, ENTITIES), StaffModule],
    };
  }
}
