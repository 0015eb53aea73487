import { useGetList, useGetOne } from 'react-admin';
import type { CallView, LeadDetail } from '#contract';
import { whoOf } from '../leads/lead-words';
import type { CurrentCall } from './phone-state';

/** Who is on the line, as far as the desk knows: the call's lead comes with the phone company's report. */
export function useCallWho(call: CurrentCall) {
  const { data: calls } = useGetList<CallView>(
    'calls',
    { filter: { callSid: call.callSid }, pagination: { page: 1, perPage: 1 } },
    {
      enabled: call.leadId === null && call.callSid !== null && call.callSid !== '',
      retry: false,
      refetchInterval: (query) => (query.state.data?.data[0]?.leadId ? false : 1500),
    },
  );
  const leadId = call.leadId ?? calls?.[0]?.leadId ?? null;
  const { data: lead } = useGetOne<LeadDetail>(
    'leads',
    { id: leadId ?? '' },
    { enabled: leadId !== null, retry: false },
  );
  const name = call.name ?? (lead ? whoOf(lead) : null);
  return {
    leadId,
    /** Whether that is their name. */
    named: call.name !== null || Boolean(lead?.patientName ?? lead?.contactName),
    name: name ?? (call.direction === 'in' ? 'Somebody is calling' : 'Calling'),
    urgency: lead?.urgency ?? null,
    language: lead?.language ?? 'en',
  };
}
