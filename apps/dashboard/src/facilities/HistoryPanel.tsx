import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FacilityHistoryRow } from '#contract';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { facilityActions, historyKey } from './facility-api';
import { actionInWords, factFieldInWords } from './facility-words';

const SHOWN = 6;

/** What was done to this facility, newest first. */
export function HistoryPanel({ facilityId }: { facilityId: string }) {
  const [all, setAll] = useState(false);
  const { data, error, isPending } = useQuery({
    queryKey: historyKey(facilityId),
    queryFn: ({ signal }) => facilityActions.history(facilityId, signal),
    retry: 1,
  });
  const rows = data ?? [];
  return (
    <Panel title="History">
      {isPending && <Skeleton variant="rounded" height={80} />}
      {error && <Typography role="alert">{sentenceOf(error)}</Typography>}
      {data?.length === 0 && (
        <Typography color="textSecondary">Nothing was done here yet.</Typography>
      )}
      <Stack component="ol" spacing={1} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {(all ? rows : rows.slice(0, SHOWN)).map((row) => (
          <Event key={row.id} row={row} />
        ))}
      </Stack>
      {rows.length > SHOWN && (
        <Button sx={{ mt: 1 }} onClick={() => setAll(!all)}>
          {all ? 'Show the latest only' : `Show all ${rows.length}`}
        </Button>
      )}
    </Panel>
  );
}

function Event({ row }: { row: FacilityHistoryRow }) {
  const fields = Array.isArray(row.details.fields) ? row.details.fields.map(String) : [];
  const theirs = row.action === 'beds.reported' || row.action === 'facility.bed_mails_stopped';
  const beds = theirs && row.actorKind === 'system';
  return (
    <Box component="li">
      <Typography variant="body2">
        {beds ? 'The facility' : <NameOf resource="users" id={row.actorId} none="The system" />}{' '}
        {actionInWords(row.action)}
        {fields.length > 0 &&
          `: ${fields.map((field) => factFieldInWords(field).toLowerCase()).join(', ')}`}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        <Moment at={row.at} />
      </Typography>
    </Box>
  );
}
