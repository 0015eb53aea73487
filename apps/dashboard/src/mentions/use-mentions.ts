import { useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'react-admin';
import type { MentionView } from '#contract';
import { send } from '../api/http-client';
import { sentenceOf } from '../api/refusal';

const UNREAD = {
  filter: { unread: true },
  pagination: { page: 1, perPage: 1 },
  sort: { field: 'at', order: 'DESC' as const },
};

/** How many notes that name me I have not read. */
export function useUnreadMentions(enabled: boolean): number {
  const { total } = useGetList<MentionView>('mentions', UNREAD, { enabled, retry: false });
  return total ?? 0;
}

/** Marks one as read, or all. */
export function useReadMentions() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const post = async (what: string) => {
    try {
      await send<unknown>('POST', `/api/mentions/${what}`, {});
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: ['mentions'] });
  };
  return {
    read: (id: string) => post(`${encodeURIComponent(id)}/reading`),
    readAll: () => post('readings'),
  };
}
