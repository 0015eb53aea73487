import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { announce } from '#audit';
import { FETCH_RECORDING, RecordingPort, RecordingService } from '#calls';
import { type JobContext, once } from '#queue';

/** Handles `FETCH_RECORDING`. */
@Injectable()
export class FetchRecording {
  constructor(
    private readonly source: DataSource,
    private readonly recordings: RecordingService,
    private readonly port: RecordingPort,
  ) {}

  /** Throws while the provider may still give it, so that it is asked again. */
  async handle({ callId }: { callId: string }, context: JobContext): Promise<void> {
    const wanted = await this.recordings.missing(this.source.manager, callId);
    // No transaction stays open while the provider is asked.
    const fetched = wanted && (await this.port.fetch(wanted, context.signal));
    if (fetched?.result === 'later' && context.attempt < FETCH_RECORDING.attempts) {
      throw new Error(`The recording did not come (${fetched.because}).`);
    }
    await once(this.source, context, async (manager) => {
      if (!wanted || !fetched) return;
      if (fetched.result === 'audio') {
        await this.recordings.keep(manager, callId, wanted, fetched, context.now);
      } else await this.recordings.giveUp(manager, callId, wanted, fetched.because);
      announce(manager, { event: 'call.changed', id: callId, leadId: null, created: false });
    });
  }
}
