import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HttpError } from 'react-admin';
import { conflictOf } from '../api/refusal';

/** Of two records that become one: that which stays, and that which goes into it. */
export type Side = 'kept' | 'merged';

interface Compared<Preview> {
  ownId: string;
  otherId: string;
  keyOf: (keptId: string, mergedId: string) => readonly unknown[];
  ask: (keptId: string, mergedId: string, signal: AbortSignal) => Promise<Preview>;
}

/**
 * Two records side by side: which of them is kept, whose value counts in which field, and the preview of what would
 * follow, asked anew when they are swapped.
 */
export function useComparison<Field extends string, Preview>({
  ownId,
  otherId,
  keyOf,
  ask,
}: Compared<Preview>) {
  const [swapped, setSwapped] = useState(false);
  const [sides, setSides] = useState<Partial<Record<Field, Side>>>({});
  const [keptId, mergedId] = swapped ? [otherId, ownId] : [ownId, otherId];
  const {
    data: preview,
    error,
    refetch,
  } = useQuery({
    queryKey: keyOf(keptId, mergedId),
    queryFn: ({ signal }) => ask(keptId, mergedId, signal),
    retry: false,
    gcTime: 0,
  });
  return {
    preview,
    error,
    keptId,
    swapped,
    sides,
    swap: () => {
      setSwapped(!swapped);
      setSides({});
    },
    choose: (field: Field, side: Side) => setSides({ ...sides, [field]: side }),
    /** Merges; when one of the two was changed meanwhile, both are fetched anew and that is said. */
    orLookAgain: async (merge: () => Promise<unknown>): Promise<void> => {
      try {
        await merge();
      } catch (cause) {
        if (!conflictOf(cause)) throw cause;
        await refetch();
        throw new HttpError(
          'One of the two was changed while you were looking. This is how they are now: look once more.',
          409,
        );
      }
    },
  };
}
