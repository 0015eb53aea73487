import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import type { EmergencyAccessView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { toTheSecond } from '../words/time';
import { endEmergency, useEmergencies } from './emergency-api';
import { OpenEmergencyDialog } from './OpenEmergencyDialog';
import { ReviewDialog } from './ReviewDialog';

/** Where a lead is read under an emergency access: the whole page for who works on leads, its gist for others. */
const pageOf = (leadId: string, whole: boolean) =>
  whole ? `/leads/${leadId}/show` : `/emergency/${leadId}`;

/** Readings outside one's rights: opened here, seen here, judged here. */
export default function EmergencyPage() {
  useDocumentTitle('Emergency access');
  const { may } = useMe();
  const navigate = useNavigate();
  const [opening, setOpening] = useState(false);
  const { data, error, isPending, refetch } = useEmergencies(undefined);
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 2, mb: 2, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 220 }}>
          <Typography variant="h1">Emergency access</Typography>
          <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25 }}>
            {may('emergency.review')
              ? 'Who looked outside their rights, why, and what they read. Each is reviewed once.'
              : 'What you opened outside your rights. It ends by itself, and is reviewed.'}
          </Typography>
        </Box>
        <Button variant="contained" color="warning" onClick={() => setOpening(true)}>
          Open a lead in an emergency
        </Button>
      </Box>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={180} />}
      {data?.length === 0 && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness
            title="Nothing was opened"
            sentence="When somebody reads a lead outside their rights, it stands here with the reason."
          />
        </Paper>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {data?.map((access) => (
          <OneAccess key={access.id} access={access} />
        ))}
      </Box>
      {opening && (
        <OpenEmergencyDialog
          onClose={() => setOpening(false)}
          onOpened={({ leadId }) => void navigate(pageOf(leadId, may('lead.read')))}
        />
      )}
    </>
  );
}

function OneAccess({ access }: { access: EmergencyAccessView }) {
  const { me, may } = useMe();
  const notify = useNotify();
  const [reviewing, setReviewing] = useState(false);
  const mine = access.staffId === me?.id;
  const end = async () => {
    try {
      await endEmergency(access.id);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <Paper
      component="li"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 2.5 } }}
    >
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flex: '1 1 240px' }}>
          {access.staffName} · lead{' '}
          {may('lead.read') || access.overAt === null ? (
            <Link component={RouterLink} to={pageOf(access.leadId, may('lead.read'))}>
              #{access.leadNumber}
            </Link>
          ) : (
            `#${access.leadNumber}`
          )}
        </Typography>
        <State access={access} />
      </Box>
      <Typography sx={{ mt: 1, overflowWrap: 'anywhere' }}>“{access.reason}”</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
        Opened {toTheSecond(access.openedAt)};{' '}
        {access.overAt
          ? `over ${toTheSecond(access.overAt)}`
          : `ends ${toTheSecond(access.endsAt)}`}
        ; {access.readings === 1 ? 'one reading' : `${access.readings} readings`} on record.
      </Typography>
      {access.reviewedAt && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          Reviewed by {access.reviewedBy} <Moment at={access.reviewedAt} />
          {access.note ? `: ${access.note}` : '.'}
        </Typography>
      )}
      <Box sx={{ display: 'flex', gap: 1, mt: 1.5, '&:empty': { display: 'none' } }}>
        {mine && access.overAt === null && (
          <Button variant="outlined" onClick={() => void end()}>
            End it now
          </Button>
        )}
        {!mine && !access.reviewedAt && may('emergency.review') && (
          <Button variant="contained" onClick={() => setReviewing(true)}>
            Review
          </Button>
        )}
      </Box>
      {reviewing && <ReviewDialog access={access} onClose={() => setReviewing(false)} />}
    </Paper>
  );
}

function State({ access }: { access: EmergencyAccessView }) {
  if (access.overAt === null) return <Chip color="warning" label="Open now" />;
  if (access.verdict === 'justified')
    return <Chip color="success" variant="outlined" label="Justified" />;
  if (access.verdict === 'not_justified') return <Chip color="error" label="Not justified" />;
  return <Chip variant="outlined" label="Waits for review" />;
}
