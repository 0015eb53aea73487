import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type LeadRow, STAGE_LABELS } from '#contract';
import { phoneInWords } from '../words/phone';
import { whoOf } from './lead-words';

/** A lead among those that were found: who, and by what to tell them from others of that name. */
export function LeadLines({ lead }: { lead: LeadRow }) {
  return (
    <Box sx={{ minWidth: 0, flex: 1 }}>
      <Typography noWrap sx={{ fontWeight: 600 }}>
        {whoOf(lead)}
      </Typography>
      <Typography variant="body2" color="textSecondary" noWrap>
        #{lead.number} · {STAGE_LABELS[lead.stage]}
        {lead.phone ? ` · ${phoneInWords(lead.phone)}` : ''}
      </Typography>
    </Box>
  );
}
