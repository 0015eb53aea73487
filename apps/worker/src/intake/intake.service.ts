import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CallerInquiry, CallerIntake } from './caller.js';

/** Makes leads of what came in. Every method runs in the caller's transaction. */
@Injectable()
export class IntakeService {
  /**
   * Opens a lead for someone who called, wrote or filled in an advert's form, or joins them to the
   * open lead their number belongs to, and writes the inquiry's outcome (`opened_lead`,
   * `joined_lead`), consent to be called, activity, urgency, owner and audit with it.
   *
   * A `call` gets a first-attempt clock, to be met by the conversation. `missed_call` and `voicemail`
   * get neither clock nor task here: their call-back clock and task belong to the call.
   */
  takeInCaller(_manager: EntityManager, _caller: CallerInquiry): Promise<CallerIntake> {
    throw new Error('not written yet');
  }
}
