import { useGetList } from 'react-admin';
import type { MessageChannel, MessageView } from '#contract';
import { threadsOf } from '../messages/threads';

/** Which messages the inbox shows. */
export type InboxView = 'answer' | 'unsent' | 'all';

const FILTERS: Record<InboxView, object> = {
  answer: { unhandled: true },
  unsent: { undelivered: true },
  all: {},
};
const FETCHED = 200;

/** The threads of the shared inbox. */
export function useInbox(view: InboxView, channel: MessageChannel | '') {
  const { data, error, isPending, refetch, total } = useGetList<MessageView>(
    'messages',
    {
      filter: { ...FILTERS[view], ...(channel === '' ? {} : { channel }) },
      pagination: { page: 1, perPage: FETCHED },
      sort: { field: 'createdAt', order: view === 'all' ? 'DESC' : 'ASC' },
    },
    { retry: 1 },
  );
  return {
    threads: threadsOf(data ?? []),
    error,
    isPending,
    refetch,
    more: total !== undefined && total > FETCHED,
  };
}
