import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { COUNT_CAP, type Suspicion, SUSPICIONS } from '#contract';
import { InquiryTabs } from '../inquiries/InquiryTabs';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { HeldCard } from './HeldCard';
import { Lessons } from './Lessons';
import { useQuarantine } from './use-quarantine';

const many = (waiting: number) =>
  waiting >= COUNT_CAP ? 'more than 10,000' : waiting.toLocaleString('en-US');

/** What a machine may have written, each with its words: one click takes it in, one says it is spam. */
export default function QuarantinePage() {
  useDocumentTitle('Held back');
  const [reason, setReason] = useState<Suspicion | null>(null);
  const { data, error, isPending, refetch, busy, say, sayAllSpam } = useQuarantine(reason);
  const latest = data?.rows
    .map(({ receivedAt }) => receivedAt)
    .sort()
    .at(-1);
  return (
    <>
      <Typography variant="h1">Held back</Typography>
      <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25, mb: 2, maxWidth: 720 }}>
        A machine may have written these, or a person in need. Whoever said anything of danger is
        never held back. What you say here teaches the rules; every lesson can be seen below.
      </Typography>
      <InquiryTabs here="/quarantine" />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton variant="rounded" height={320} />}
      {data && (
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 22rem' },
          }}
        >
          <Box component="section" aria-label="What waits" sx={{ display: 'grid', gap: 1.5 }}>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
              <Chip
                label="Everything"
                color={reason === null ? 'primary' : 'default'}
                variant={reason === null ? 'filled' : 'outlined'}
                onClick={() => setReason(null)}
                aria-pressed={reason === null}
              />
              {data.reasons
                .filter((one) => one.waiting > 0 || one.reason === reason)
                .map((one) => (
                  <Chip
                    key={one.reason}
                    label={`${SUSPICIONS[one.reason as Suspicion]}: ${many(one.waiting)}`}
                    color={reason === one.reason ? 'primary' : 'default'}
                    variant={reason === one.reason ? 'filled' : 'outlined'}
                    onClick={() => setReason(one.reason as Suspicion)}
                    aria-pressed={reason === one.reason}
                  />
                ))}
            </Box>
            {data.rows.length === 0 ? (
              <Emptiness
                title="Nobody is held back"
                sentence="What looks as if a machine wrote it waits here until somebody has looked."
              />
            ) : (
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
                <Typography variant="body2" color="textSecondary" role="status" sx={{ flex: 1 }}>
                  {data.waiting === 1 ? '1 waits' : `${many(data.waiting)} wait`}, the longest first
                  {busy?.includes(' ') ? ` · ${busy.split(' ')[1]} done …` : ''}
                </Typography>
                {reason !== null && latest && data.waiting > 1 && (
                  <Button
                    size="small"
                    color="secondary"
                    disabled={busy !== null}
                    onClick={() => void sayAllSpam(reason, latest)}
                  >
                    All of these until the last shown are spam
                  </Button>
                )}
              </Box>
            )}
            {data.rows.map((row) => (
              <HeldCard key={row.id} row={row} busy={busy !== null} onSay={say} />
            ))}
          </Box>
          <Lessons reasons={data.reasons} />
        </Box>
      )}
    </>
  );
}
