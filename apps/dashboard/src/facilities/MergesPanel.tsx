import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useNotify } from 'react-admin';
import type { FacilityDetail, FacilityMergeView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { facilityActions, mergesKey, useFacilityDone } from './facility-api';
import { factFieldInWords } from './facility-words';

const FacilityMergeDialog = lazy(() => import('./FacilityMergeDialog'));

/** Other records of the same place that went into this one, and the way back. */
export function MergesPanel({ facility }: { facility: FacilityDetail }) {
  const mayMerge = useMe().may('facility.write');
  const [asking, setAsking] = useState(false);
  const { data, error, isPending } = useQuery({
    queryKey: mergesKey(facility.id),
    queryFn: ({ signal }) => facilityActions.merges(facility.id, signal),
    retry: 1,
  });
  return (
    <Panel
      title="Same place"
      action={
        mayMerge && (
          <Button size="small" onClick={() => setAsking(true)}>
            Merge
          </Button>
        )
      }
    >
      {isPending && <Skeleton variant="rounded" height={40} />}
      {error && <Typography role="alert">{sentenceOf(error)}</Typography>}
      {data?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          No other record of this place went into this one.
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {data?.map((merge) => (
          <MergeRow
            key={merge.id}
            merge={merge}
            facilityId={facility.id}
            mayUndo={mayMerge && merge.undoneAt === null}
          />
        ))}
      </Box>
      {asking && (
        <Suspense fallback={null}>
          <FacilityMergeDialog facility={facility} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

interface MergeRowProps {
  merge: FacilityMergeView;
  facilityId: string;
  mayUndo: boolean;
}

function MergeRow({ merge, facilityId, mayUndo }: MergeRowProps) {
  const { kept, merged, by, at, undoneAt, stayed } = merge;
  const notify = useNotify();
  const done = useFacilityDone();
  const [busy, setBusy] = useState(false);
  const isKept = kept.id === facilityId;
  const undo = async () => {
    setBusy(true);
    try {
      await facilityActions.undoMerge(merge.id);
      await done(`${merged.name} and ${kept.name} are two facilities again.`);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          {isKept ? 'Took in ' : 'Was part of '}
          <strong>{isKept ? merged.name : kept.name}</strong>
        </Typography>
        <Typography variant="body2" color="textSecondary">
          <NameOf resource="users" id={by} none="the system" /> · <Moment at={at} />
          {undoneAt && ' · undone'}
          {stayed.length > 0 &&
            `, but changed since and kept: ${stayed.map((field) => factFieldInWords(field).toLowerCase()).join(', ')}`}
        </Typography>
      </Box>
      {mayUndo && (
        <Button
          size="small"
          variant="outlined"
          loading={busy}
          aria-label={`Undo the merge with ${merged.name}`}
          onClick={() => void undo()}
        >
          Undo
        </Button>
      )}
    </Box>
  );
}
