import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { LeadDetail, LeadReferrals, ReferralRow } from '#contract';
import { ClockMark } from '../leads/ClockMark';
import { Panel } from '../leads/page/Panel';
import { useLeadPart } from '../leads/use-lead-part';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { ConsentDialog } from './ConsentDialog';
import { ConsentList } from './ConsentList';
import { DisclosureList } from './DisclosurePanel';
import { NewReferralDialog } from './NewReferralDialog';
import { running } from './running-clock';
import { StateMark } from './StateMark';

/** A lead's referrals, the consents they rest on, and what was disclosed. */
export default function ReferralsPanel({ lead }: { lead: LeadDetail }) {
  const { data, error, isPending, refetch } = useLeadPart<LeadReferrals>(lead.id, 'referrals');
  const works = useMe().may('referral.work') && lead.closedAt === null;
  const [open, setOpen] = useState<'referral' | 'consent' | null>(null);
  return (
    <Panel
      title="Referrals"
      action={
        works && (
          <Button size="small" onClick={() => setOpen('referral')}>
            Refer
          </Button>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton variant="rounded" height={72} />}
      {data?.referrals.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Nobody has been asked yet.
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {data?.referrals.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </Box>
      {data && (
        <Box sx={{ mt: 2, pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Box sx={{ display: 'flex', alignItems: 'center', mb: 0.5 }}>
            <Typography variant="h3" sx={{ flex: 1, fontSize: '0.9375rem' }}>
              Consents to disclosure
            </Typography>
            {works && (
              <Button size="small" onClick={() => setOpen('consent')}>
                Ask
              </Button>
            )}
          </Box>
          <ConsentList lead={lead} consents={data.consents} works={works} />
        </Box>
      )}
      {data && data.disclosures.length > 0 && (
        <Box component="details" sx={{ mt: 1.5 }}>
          <Box
            component="summary"
            sx={{ cursor: 'pointer', fontSize: '0.875rem', fontWeight: 600 }}
          >
            What was disclosed ({data.disclosures.length})
          </Box>
          <Box sx={{ mt: 1 }}>
            <DisclosureList disclosures={data.disclosures} />
          </Box>
        </Box>
      )}
      {open === 'referral' && <NewReferralDialog lead={lead} onClose={() => setOpen(null)} />}
      {open === 'consent' && data && (
        <ConsentDialog lead={lead} referrals={data.referrals} onClose={() => setOpen(null)} />
      )}
    </Panel>
  );
}

function Row({ row }: { row: ReferralRow }) {
  const clock = running(row);
  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.25 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Link
          component={RouterLink}
          to={`/referrals/${row.id}/show`}
          sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
        >
          {row.facilityName}
        </Link>
        <StateMark state={row.state} />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {row.programName} · <Moment at={row.updatedAt} />
        {row.proposedBecause && row.state === 'draft' && ' · proposed next'}
      </Typography>
      {clock && (
        <Box sx={{ fontSize: '0.8125rem' }}>
          <ClockMark clock={clock} named />
        </Box>
      )}
    </Box>
  );
}
