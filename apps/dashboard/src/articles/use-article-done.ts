import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';

/** Says that it is done, and looks at the pages anew. */
export function useArticleDone() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  return async (sentence: string) => {
    await queryClient.invalidateQueries({ queryKey: ['articles'] });
    notify(sentence, { type: 'success' });
  };
}
