import type { Pool } from 'pg';
import type { InquiryDoor } from '#inquiries';
import type { Logger, WorkerSettings } from '#platform';
import { defineSchedule, type Schedule } from '#queue';
import type { WorkerMetrics } from '../health/metrics.js';
import type { CallList } from './call-list.js';
import { CallRailCallList } from './callrail-call-list.js';
import { FillGaps } from './fill-gaps.js';
import { TwilioCallList } from './twilio-call-list.js';

const EVERY_MS = 5 * 60_000;

/** The lists that can be read: those whose account is set. */
export function callLists(
  providers: Pick<
    WorkerSettings['providers'],
    'twilioAccountSid' | 'twilioAuthToken' | 'callRailApiKey'
  >,
): CallList[] {
  const { twilioAccountSid: sid, twilioAuthToken: authToken, callRailApiKey } = providers;
  return [
    ...(sid && authToken ? [new TwilioCallList({ sid, authToken })] : []),
    ...(callRailApiKey ? [new CallRailCallList(callRailApiKey)] : []),
  ];
}

/** One schedule for each list, so that one provider's trouble is not the other's. */
export function callListSchedules(parts: {
  lists: CallList[];
  pool: Pool;
  door: InquiryDoor;
  metrics: WorkerMetrics;
  logger: Logger;
}): Schedule[] {
  const { lists, metrics, logger, ...rest } = parts;
  return lists.map((list) => {
    const gaps = new FillGaps({ list, ...rest });
    return defineSchedule({
      name: `fill-gaps-${list.provider}`,
      everyMs: EVERY_MS,
      run: async ({ now, signal }) => {
        const { listed, filled } = await gaps.run(now, signal);
        metrics.listRead(list.provider, filled, now);
        const told = { provider: list.provider, listed, filled };
        if (filled > 0) logger.warn(told, 'calls were missing and are taken from the list');
        else logger.debug(told, 'no call is missing');
      },
    });
  });
}
