import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ROLE_LABELS } from '#contract';
import { Emptiness, Failure } from '../listing/states';
import { AuditQuestion } from './AuditQuestion';
import { askSeenBy, type Days } from './audit-api';
import { LooksTable } from './LooksTable';

/** Who saw this person between two days. */
export default function SeenByPage() {
  const [of, setOf] = useState('');
  const [asked, setAsked] = useState<{ of: string; days: Days } | null>(null);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['audit-events', 'seen-by', asked],
    queryFn: ({ signal }) =>
      askSeenBy(asked?.of ?? '', asked?.days ?? { from: '', to: '' }, signal),
    enabled: asked !== null,
    retry: false,
  });
  return (
    <AuditQuestion
      title="Who saw somebody"
      about="Everything of a patient counts: all their leads, and the calls, tasks and messages on them."
      ready={of.trim() !== ''}
      onAsk={(days) => setAsked({ of: of.trim(), days })}
      field={
        <TextField
          label="Number of a lead, or an id"
          value={of}
          fullWidth
          required
          onChange={(event) => setOf(event.target.value)}
        />
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isFetching && <Skeleton variant="rounded" height={160} />}
      {data && !isFetching && data.by.length === 0 && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness
            title="Nobody"
            sentence="Within these days nobody saw or changed anything of theirs."
          />
        </Paper>
      )}
      {data && !isFetching && data.by.length > 0 && (
        <LooksTable
          head="Who"
          label="Who saw them"
          lines={data.by.map((line) => ({
            ...line,
            key: line.staffId ?? line.name,
            who: line.role ? `${line.name} (${ROLE_LABELS[line.role].toLowerCase()})` : line.name,
          }))}
        />
      )}
    </AuditQuestion>
  );
}
