import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useStaffChoices } from '../forms/use-choices';
import { Emptiness, Failure } from '../listing/states';
import { AuditQuestion } from './AuditQuestion';
import { askSeen, type Days } from './audit-api';
import { LooksTable } from './LooksTable';

/** What one colleague saw between two days. */
export default function SeenPage() {
  const colleagues = useStaffChoices();
  const [actorId, setActorId] = useState('');
  const [asked, setAsked] = useState<{ actorId: string; days: Days } | null>(null);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['audit-events', 'seen', asked],
    queryFn: ({ signal }) =>
      askSeen(asked?.actorId ?? '', asked?.days ?? { from: '', to: '' }, signal),
    enabled: asked !== null,
    retry: false,
  });
  return (
    <AuditQuestion
      title="What a colleague saw"
      about="Leads by their number, the most opened first. Whose they are stands on the lead, for those who may open it."
      ready={actorId !== ''}
      onAsk={(days) => setAsked({ actorId, days })}
      field={
        <TextField
          select
          label="Colleague"
          value={actorId}
          fullWidth
          required
          onChange={(event) => setActorId(event.target.value)}
        >
          {colleagues.map(({ code, label }) => (
            <MenuItem key={code} value={code}>
              {label}
            </MenuItem>
          ))}
        </TextField>
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isFetching && <Skeleton variant="rounded" height={160} />}
      {data && !isFetching && data.leads.length === 0 && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness title="Nothing" sentence="Within these days they saw no lead." />
        </Paper>
      )}
      {data && !isFetching && data.leads.length > 0 && (
        <>
          <Typography sx={{ mb: 1 }}>
            {data.total} {data.total === 1 ? 'lead' : 'leads'}
            {data.total > data.leads.length ? `; the ${data.leads.length} most opened:` : '.'}
          </Typography>
          <LooksTable
            head="Lead"
            label="What they saw"
            lines={data.leads.map((line) => ({
              ...line,
              key: line.leadId,
              who: `#${line.leadNumber}`,
            }))}
          />
        </>
      )}
    </AuditQuestion>
  );
}
