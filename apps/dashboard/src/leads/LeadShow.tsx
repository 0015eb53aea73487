import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { Suspense } from 'react';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { FollowUpPanel } from '../cadences';
import { isProtected, ProtectedLead } from '../emergency/ProtectedLead';
import { ProtectionPanel } from '../emergency/ProtectionPanel';
import { FilesPanel } from '../files';
import { CoverageSection } from '../insurance';
import { useDocumentTitle } from '../layout/use-document-title';
import { RecordSkeleton } from '../listing/RecordSkeleton';
import { Failure } from '../listing/states';
import { MatchPanel } from '../matching';
import { MergedInto } from '../merging/MergedInto';
import { MergesPanel } from '../merging/MergesPanel';
import { PossibleMatches } from '../merging/PossibleMatches';
import { MessagesPanel } from '../messages';
import { ReferralsPanel } from '../referrals';
import { useMe } from '../session/me';
import { LeadActions } from './actions/LeadActions';
import { ContactsPanel } from './page/ContactsPanel';
import { DetailsPanel } from './page/DetailsPanel';
import { LeadHeader } from './page/LeadHeader';
import { NextAction } from './page/NextAction';
import { OriginPanel } from './page/OriginPanel';
import { SafetyPanel } from './page/SafetyPanel';
import { Timeline } from './page/Timeline';

/** Keeps the whole record apart from the row a list left in the cache. */
const WHOLE = { whole: true };

/** One lead on one screen: who, what, where it stands, what is next, and everything that happened. */
export default function LeadShow() {
  const { id = '' } = useParams();
  const { may } = useMe();
  const {
    data: lead,
    error,
    isPending,
    refetch,
  } = useGetOne<LeadDetail>('leads', { id, meta: WHOLE }, { retry: 1 });
  useDocumentTitle(lead ? `Lead #${lead.number}` : 'Lead');
  if (isProtected(error)) return <ProtectedLead leadId={id} onOpened={() => void refetch()} />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !lead) return <RecordSkeleton what="lead" panels={[120, 320]} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <MergedInto lead={lead} />
      <LeadHeader lead={lead} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.7fr) minmax(320px, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <NextAction lead={lead} />
          <SafetyPanel lead={lead} />
          <PossibleMatches lead={lead} />
          <Box sx={{ display: { lg: 'none' } }}>
            <ContactsPanel lead={lead} />
          </Box>
          {may('message.read') && (
            <Suspense fallback={<Skeleton variant="rounded" height={160} />}>
              <MessagesPanel lead={lead} />
            </Suspense>
          )}
          <Timeline leadId={lead.id} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Box sx={{ display: { xs: 'none', lg: 'block' } }}>
            <ContactsPanel lead={lead} />
          </Box>
          <Suspense fallback={<Skeleton variant="rounded" height={160} />}>
            <FollowUpPanel lead={lead} />
          </Suspense>
          {may('referral.read') && (
            <Suspense fallback={<Skeleton variant="rounded" height={160} />}>
              <ReferralsPanel lead={lead} />
            </Suspense>
          )}
          <DetailsPanel lead={lead} />
          <Suspense fallback={<Skeleton variant="rounded" height={200} />}>
            <CoverageSection lead={lead} />
          </Suspense>
          {may('match.read') && (
            <Suspense fallback={<Skeleton variant="rounded" height={96} />}>
              <MatchPanel lead={lead} />
            </Suspense>
          )}
          <Suspense fallback={<Skeleton variant="rounded" height={96} />}>
            <FilesPanel lead={lead} />
          </Suspense>
          <MergesPanel lead={lead} />
          <OriginPanel lead={lead} />
          <ProtectionPanel lead={lead} />
        </Box>
      </Box>
      <LeadActions lead={lead} />
    </Box>
  );
}
