import { useGetList } from 'react-admin';
import type { TemplateView } from '#contract';
import { useMe } from '../session/me';

/** What a template is called, by its code; the code itself, in words, until that is known. */
export function useTemplateNames(): (code: string) => string {
  const mayRead = useMe().may('template.read');
  const { data } = useGetList<TemplateView>(
    'templates',
    {
      filter: {},
      pagination: { page: 1, perPage: 200 },
      sort: { field: 'name', order: 'ASC' },
    },
    { enabled: mayRead, staleTime: Infinity },
  );
  return (code) => data?.find((each) => each.code === code)?.name ?? code.replaceAll('_', ' ');
}
