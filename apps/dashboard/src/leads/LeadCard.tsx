import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { type LeadRow, STAGE_LABELS } from '#contract';
import { TagsOf } from '../tags/TagsOf';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { LeadPhone } from '../phone';
import { nextPromise } from './lead-columns';
import { whoOf } from './lead-words';
import { UrgencyMark } from './UrgencyMark';

/** A lead on a phone: who, how urgent, what is promised, and the number to call. */
export function LeadCard({ lead }: { lead: LeadRow }) {
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Link
          component={RouterLink}
          to={`/leads/${lead.id}/show`}
          underline="none"
          noWrap
          sx={{ flex: 1, fontWeight: 650, color: 'text.primary', py: 0.5 }}
        >
          {whoOf(lead)}
        </Link>
        <UrgencyMark urgency={lead.urgency} short />
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 24, flexWrap: 'wrap' }}>
        {nextPromise(lead)}
        <Box sx={{ flex: 1 }} />
        {lead.phone && <LeadPhone leadId={lead.id} value={lead.phone} strong />}
      </Box>
      <Typography variant="body2" color="textSecondary">
        #{lead.number} · {STAGE_LABELS[lead.stage]} ·{' '}
        <NameOf resource="users" id={lead.ownerId} none="nobody yet" /> ·{' '}
        <Moment at={lead.receivedAt} />
      </Typography>
      {lead.tagIds.length > 0 && <TagsOf ids={lead.tagIds} most={3} />}
    </Box>
  );
}
