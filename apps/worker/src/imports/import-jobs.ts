import { Injectable } from '@nestjs/common';
import { ImportPreview, ImportRun, ImportUndo } from '#exchange';
import type { JobContext } from '#queue';

interface Payload {
  importId: string;
}

/** The three jobs of an import. Each writes in transactions of its own, goes on where it stopped, and repeats for nothing. */
@Injectable()
export class ImportJobs {
  constructor(
    private readonly previews: ImportPreview,
    private readonly runs: ImportRun,
    private readonly undoing: ImportUndo,
  ) {}

  preview({ importId }: Payload, { now, signal }: JobContext): Promise<void> {
    return this.previews.make(importId, now, signal);
  }

  run({ importId }: Payload, { now, signal }: JobContext): Promise<void> {
    return this.runs.take(importId, now, signal);
  }

  undo({ importId }: Payload, { now, signal }: JobContext): Promise<void> {
    return this.undoing.takeBack(importId, now, signal);
  }
}
