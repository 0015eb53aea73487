import { useMemo } from 'react';
import { useGetList } from 'react-admin';
import type { TagView } from '#contract';
import { useMe } from '../session/me';

const ALL = {
  pagination: { page: 1, perPage: 200 },
  sort: { field: 'name', order: 'ASC' as const },
};

/** All tags, by name; `active` leaves out the retired ones, `byId` has them all. */
export function useTags() {
  const { may } = useMe();
  const { data } = useGetList<TagView>('tags', ALL, {
    staleTime: 60_000,
    enabled: may('lead.read'),
  });
  return useMemo(() => {
    const all = data ?? [];
    return {
      all,
      active: all.filter((tag) => tag.active),
      byId: new Map(all.map((tag) => [tag.id, tag])),
    };
  }, [data]);
}

/** Tags as choices of a filter: retired ones too, for what carries them still. */
export function useTagFilterChoices() {
  const { all } = useTags();
  return all.map(({ id, name, active }) => ({
    code: id,
    label: active ? name : `${name} (retired)`,
  }));
}
