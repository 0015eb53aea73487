import HelpOutlineIcon from '@mui/icons-material/HelpOutlineOutlined';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { DECLINE_REASONS, labelOf, type ReferralRow } from '#contract';
import { ClockMark } from '../leads/ClockMark';
import { Moment } from '../words/Moment';
import { inFull } from '../words/time';
import { running } from './running-clock';

const BECAUSE = {
  declined: 'Proposed after a decline',
  not_acknowledged: 'Proposed: the other stays silent',
  turned_away: 'Proposed after they were turned away',
} as const;

/** One referral on the board: who, where to, and what is due. */
export function ReferralCard({ row }: { row: ReferralRow }) {
  const clock = running(row);
  return (
    <Paper
      component="article"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: 1.5, display: 'grid', gap: 0.5 }}
    >
      <Link
        component={RouterLink}
        to={`/referrals/${row.id}/show`}
        underline="hover"
        sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}
      >
        {row.patientName ?? `Lead #${row.leadNumber}`}
      </Link>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {row.facilityName}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {row.programName}
      </Typography>
      <Box sx={{ display: 'grid', gap: 0.25, fontSize: '0.8125rem' }}>
        {clock && <ClockMark clock={clock} named />}
        {row.arrivalAt && !clock && <span>Arrival {inFull(row.arrivalAt)}</span>}
        {row.openQuestions > 0 && (
          <Box
            component="span"
            sx={{ display: 'inline-flex', gap: 0.5, alignItems: 'center', fontWeight: 650 }}
          >
            <HelpOutlineIcon sx={{ fontSize: 16 }} aria-hidden />
            {row.openQuestions === 1 ? 'A question waits' : `${row.openQuestions} questions wait`}
          </Box>
        )}
        {row.proposedBecause && row.state === 'draft' && (
          <span>{BECAUSE[row.proposedBecause]}: ask the patient</span>
        )}
        {row.declineReason && <span>{labelOf(DECLINE_REASONS, row.declineReason)}</span>}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          Changed <Moment at={row.updatedAt} />
        </Box>
      </Box>
    </Paper>
  );
}
