import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks the desk again for everything on screen under this key, or for everything there is; what is not
 * on screen is marked old.
 *
 * A first answer still on its way may have been read before the change, and TanStack Query lets such a
 * request finish and takes its answer for fresh: those are asked a second time once it has come.
 */
export function askAgain(queryClient: QueryClient, queryKey: QueryKey = []): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
    if (query.state.data !== undefined) continue;
    const ended = () => queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    // Whoever asked shows the error; here it only means that the request has ended.
    query.promise?.then(ended, ended);
  }
  void queryClient.invalidateQueries({ queryKey });
}
