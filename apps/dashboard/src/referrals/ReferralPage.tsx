import ArrowBackIcon from '@mui/icons-material/ArrowBack';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { labelOf, LEVELS_OF_CARE, type ReferralDetail } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { ClockMark } from '../leads/ClockMark';
import { RecordSkeleton } from '../listing/RecordSkeleton';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { ChangesPanel } from './ChangesPanel';
import { DisclosurePanel } from './DisclosurePanel';
import { LinksPanel } from './LinksPanel';
import { MovePanel } from './MovePanel';
import { QuestionsPanel } from './QuestionsPanel';
import { running } from './running-clock';
import { SendPanel } from './SendPanel';
import { ShownLink } from './ShownLink';
import { StateMark } from './StateMark';
import { TransportPanel } from './TransportPanel';

/** Keeps the whole record apart from the row a list left in the cache. */
const WHOLE = { whole: true };

/** One hand-over on one screen: where it stands, what is to be done, what was told to whom, and all that happened. */
export default function ReferralPage() {
  const { id = '' } = useParams();
  const {
    data: referral,
    error,
    isPending,
    refetch,
  } = useGetOne<ReferralDetail>('referrals', { id, meta: WHOLE }, { retry: 1 });
  useDocumentTitle(referral ? `Referral to ${referral.facilityName}` : 'Referral');
  const works = useMe().may('referral.work');
  // Held here: the panel that sends is gone once it is sent, and the link is shown this once.
  const [url, setUrl] = useState<string | null>(null);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !referral) return <RecordSkeleton what="referral" panels={[160, 280]} />;
  const draft = referral.state === 'draft';
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Header referral={referral} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.4fr) minmax(320px, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {draft && works && <SendPanel referral={referral} onLink={setUrl} />}
          <MovePanel referral={referral} />
          {!draft && <QuestionsPanel referral={referral} />}
          <ChangesPanel referral={referral} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <TransportPanel referral={referral} />
          {!draft && <LinksPanel referral={referral} />}
          <DisclosurePanel referral={referral} />
        </Box>
      </Box>
      {url && <ShownLink url={url} onClose={() => setUrl(null)} />}
    </Box>
  );
}

function Header({ referral }: { referral: ReferralDetail }) {
  const clock = running(referral);
  return (
    <Box component="header" sx={{ display: 'grid', gap: 1 }}>
      <Box>
        <Button
          size="small"
          component={RouterLink}
          to="/referrals"
          startIcon={<ArrowBackIcon />}
          sx={{ ml: -1 }}
        >
          All referrals
        </Button>
      </Box>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 1 }}
      >
        <Typography variant="h1" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {referral.facilityName}
        </Typography>
        <StateMark state={referral.state} />
        {clock && <ClockMark clock={clock} named />}
      </Box>
      <Typography color="textSecondary" variant="body2">
        {[
          referral.programName,
          labelOf(LEVELS_OF_CARE, referral.levelOfCare),
          referral.facilityPlace,
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        · for{' '}
        <Link component={RouterLink} to={`/leads/${referral.leadId}/show`}>
          {referral.patientName ?? 'somebody without a name yet'} (#{referral.leadNumber})
        </Link>
        {referral.sentAt && (
          <>
            {' '}
            · sent <Moment at={referral.sentAt} />
          </>
        )}
        {referral.proposedAfterId && (
          <>
            {' '}
            · proposed after{' '}
            <Link component={RouterLink} to={`/referrals/${referral.proposedAfterId}/show`}>
              another referral
            </Link>
          </>
        )}
      </Typography>
    </Box>
  );
}
