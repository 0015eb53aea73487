import { useQueryClient } from '@tanstack/react-query';
import type { CallView, CurrentCallView } from '#contract';
import { CURRENT_CALL_KEY } from './conference-api';
import { usePhoneState } from './phone-store';

/** Whether the bar below shows this call: then it is not said a second time. */
export function useInCallBar(call: Pick<CallView, 'callSid'> | undefined): boolean {
  const { call: shown, waiting, ended } = usePhoneState();
  const client = useQueryClient();
  const callSid = call?.callSid ?? null;
  if (callSid === null) return false;
  const mine = client.getQueryData<CurrentCallView>(CURRENT_CALL_KEY)?.call;
  return [shown, ended, mine, ...waiting].some((one) => one?.callSid === callSid);
}
