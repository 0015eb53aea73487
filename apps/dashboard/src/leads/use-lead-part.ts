import { useQuery } from '@tanstack/react-query';
import { read } from '../api/http-client';
import { leadPartKey } from '../live/live';

/** One part of a lead that has an address of its own, such as `files`; kept up to date by the desk's events. */
export function useLeadPart<T>(leadId: string, part: string, enabled = true) {
  return useQuery({
    queryKey: leadPartKey(leadId, part),
    queryFn: ({ signal }) => read<T>(`/api/leads/${encodeURIComponent(leadId)}/${part}`, signal),
    enabled,
    retry: 1,
  });
}
