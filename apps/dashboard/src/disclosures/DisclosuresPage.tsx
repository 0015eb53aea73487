import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import type { DisclosureAccount } from '#contract';
import { read } from '../api/http-client';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { inFull } from '../words/time';

/** What was told of a patient to whom within three years: for the patient who asks, on paper. */
export default function DisclosuresPage() {
  const { id = '' } = useParams();
  useDocumentTitle('Accounting of disclosures');
  const url = `/api/people/${encodeURIComponent(id)}/disclosures`;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['people', 'disclosures', id],
    queryFn: ({ signal }) => read<DisclosureAccount>(url, signal),
    retry: 1,
    staleTime: 60_000,
  });
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 2, mb: 2, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 220 }}>
          <Typography variant="h1">Accounting of disclosures</Typography>
          <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25 }}>
            {data?.name ?? 'The patient'}: everything told to anybody outside within three years.
            Looking at it is on record.
          </Typography>
        </Box>
        <Button variant="contained" href={`${url}/paper`} target="_blank" rel="noopener">
          Print it
        </Button>
      </Box>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={160} />}
      {data?.disclosures.length === 0 && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness
            title="Nothing was told"
            sentence="Within three years nothing of this person was told to anybody outside."
          />
        </Paper>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {data?.disclosures.map((one) => (
          <Paper
            component="li"
            key={`${one.at} ${one.to}`}
            sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 2.5 } }}
          >
            <Typography variant="h2">{one.to}</Typography>
            {one.address && <Typography color="textSecondary">{one.address}</Typography>}
            <Typography sx={{ mt: 0.5 }}>{one.what}</Typography>
            <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
              {inFull(one.at)}. {one.basis}.{one.by ? ` By ${one.by}.` : ''}
            </Typography>
          </Paper>
        ))}
      </Box>
    </>
  );
}
