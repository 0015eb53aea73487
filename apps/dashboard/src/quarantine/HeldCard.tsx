import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import type { QuarantineRow, QuarantineVerdict } from '#contract';
import { suspicionInWords } from '../inquiries/inquiry-words';
import { phoneInWords } from '../words/phone';
import { Moment } from '../words/Moment';

interface HeldCardProps {
  row: QuarantineRow;
  busy: boolean;
  onSay: (ids: readonly string[], verdict: QuarantineVerdict) => Promise<void>;
}

/** One request as it came, why it is held, and the two things that can be said of it. */
export function HeldCard({ row, busy, onSay }: HeldCardProps) {
  const { id, reference, name, phone, email, message } = row;
  const reached = [phone && phoneInWords(phone), email].filter(Boolean).join(' · ');
  return (
    <Paper
      component="article"
      aria-label={`Inquiry ${reference}`}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: 2 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'baseline' }}>
        <Typography sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>
          {name ?? 'This one cannot be shown here'}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {reached}
        </Typography>
        <Box sx={{ flex: 1 }} />
        <Link component={RouterLink} to={`/inquiries/${id}/show`} variant="body2">
          {reference}
        </Link>
        <Typography variant="body2" color="textSecondary">
          <Moment at={row.receivedAt} />
        </Typography>
      </Box>
      {message && (
        <Typography sx={{ mt: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {message.length > 600 ? `${message.slice(0, 600)} …` : message}
        </Typography>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 1.5 }}>
        <Typography
          variant="body2"
          color="textSecondary"
          sx={{ flex: { xs: '1 1 100%', sm: '1 1 14rem' } }}
        >
          Held because it {row.suspicion.map(suspicionInWords).join(', and ')}.
        </Typography>
        <Button
          size="small"
          color="secondary"
          disabled={busy}
          onClick={() => void onSay([id], 'machine')}
        >
          It is spam
        </Button>
        <Button
          size="small"
          variant="contained"
          disabled={busy}
          onClick={() => void onSay([id], 'person')}
        >
          Take it in
        </Button>
      </Box>
    </Paper>
  );
}
