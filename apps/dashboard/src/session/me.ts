import { useQuery } from '@tanstack/react-query';
import type { Me, Permission } from '#contract';
import { read } from '../api/http-client';

let known: Promise<Me> | null = null;

/** Who is signed in. Asked once per session; {@link forgetMe} makes the next call ask again. */
export function loadMe(): Promise<Me> {
  known ??= read<Me>('/api/me').catch((cause: unknown) => {
    known = null;
    throw cause;
  });
  return known;
}

export function forgetMe(): void {
  known = null;
}

export const ME_KEY = ['me'];

/**
 * Who is signed in, and whether they may do something now: nothing before a second factor that is due.
 * `me` is undefined until it is known.
 */
export function useMe(): { me: Me | undefined; may: (permission: Permission) => boolean } {
  const { data: me } = useQuery({ queryKey: ME_KEY, queryFn: loadMe, staleTime: Infinity });
  return {
    me,
    may: (permission) =>
      me !== undefined && !me.secondFactorDue && me.permissions.includes(permission),
  };
}
