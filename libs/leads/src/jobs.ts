import { z } from 'zod';
import { ALERT_STEPS, codesOf } from '#contract';
import { defineJob } from '#queue';

/** Looks at a clock when it is due: it was met, or is missed now. */
export const CHECK_CLOCK = defineJob({
  queue: 'clocks',
  name: 'check-clock',
  payload: z.object({ clockId: z.uuid() }),
});

/** Somebody looked outside their rights: those who review it are told by e-mail. */
export const TELL_OF_EMERGENCY = defineJob({
  queue: 'alerts',
  name: 'tell-of-emergency',
  payload: z.object({ accessId: z.uuid() }),
});

/** The time of an alert's step has come: unless somebody took it on, the next are reached. */
export const ESCALATE_ALERT = defineJob({
  queue: 'alerts',
  name: 'escalate-alert',
  payload: z.object({ alertId: z.uuid(), step: z.enum(codesOf(ALERT_STEPS)) }),
  together: 16,
});
