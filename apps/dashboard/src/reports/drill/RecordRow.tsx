import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { type ReportRecord, STAGE_LABELS, type Stage } from '#contract';
import { dayInWords } from '../../words/time';
import { durationInWords } from '../asking/value-words';

/** One record of a number, with what tells it apart and the way to its lead. */
export function RecordRow({ record }: { record: ReportRecord }) {
  const { leadId, leadNumber, patientName, stage, urgency, businessSeconds } = record;
  const name = patientName ?? (leadNumber === null ? 'Without a lead' : 'No name yet');
  const facts = [
    dayInWords(record.day),
    stage && (STAGE_LABELS[stage as Stage] ?? stage),
    urgency,
    record.source,
    record.agent,
    record.detail,
  ].filter((fact): fact is string => !!fact);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'baseline',
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {leadId === null ? (
          <Typography component="span" sx={{ fontWeight: 600 }}>
            {name}
          </Typography>
        ) : (
          <Link
            component={RouterLink}
            to={`/leads/${leadId}/show`}
            underline="hover"
            sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}
          >
            {name}
            {leadNumber !== null && ` · #${leadNumber}`}
          </Link>
        )}
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {facts.join(' · ')}
        </Typography>
      </Box>
      {businessSeconds !== null && (
        <Typography component="span" sx={{ whiteSpace: 'nowrap', fontWeight: 600 }}>
          {durationInWords(businessSeconds)}
        </Typography>
      )}
    </Box>
  );
}
