import CloudOffOutlinedIcon from '@mui/icons-material/CloudOffOutlined';
import SpaOutlinedIcon from '@mui/icons-material/SpaOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { HttpError } from 'react-admin';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api/refusal';

interface EmptinessProps {
  title: string;
  sentence: string;
  action?: ReactNode;
  onClear?: () => void;
}

/** Nothing here, said kindly, with what will change it. */
export function Emptiness({ title, sentence, action, onClear }: EmptinessProps) {
  return (
    <Box sx={{ px: 3, py: { xs: 6, sm: 8 }, textAlign: 'center' }}>
      <SpaOutlinedIcon color="primary" sx={{ fontSize: 36, opacity: 0.8 }} aria-hidden />
      <Typography variant="h2" component="p" sx={{ mt: 1 }}>
        {title}
      </Typography>
      <Typography color="textSecondary" sx={{ mt: 0.5, mx: 'auto', maxWidth: 420 }}>
        {sentence}
      </Typography>
      {onClear && (
        <Button variant="outlined" sx={{ mt: 2 }} onClick={onClear}>
          Clear all filters
        </Button>
      )}
      {action && <Box sx={{ mt: 2 }}>{action}</Box>}
    </Box>
  );
}

/** Asking once more changes nothing about these. */
const FINAL: Record<number, string> = {
  403: 'This is not for your role',
  404: 'There is nothing here',
};

/** Something failed: what, and what to do about it. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const final = error instanceof HttpError ? FINAL[error.status] : undefined;
  return (
    <Box role="alert" sx={{ px: 3, py: { xs: 6, sm: 8 }, textAlign: 'center' }}>
      <CloudOffOutlinedIcon color="warning" sx={{ fontSize: 36 }} aria-hidden />
      <Typography variant="h2" component="p" sx={{ mt: 1 }}>
        {final ?? 'This could not be loaded'}
      </Typography>
      <Typography color="textSecondary" sx={{ mt: 0.5, mx: 'auto', maxWidth: 460 }}>
        {sentenceOf(error)}
      </Typography>
      {final === undefined && onRetry && (
        <Button variant="outlined" sx={{ mt: 2 }} onClick={onRetry}>
          Try again
        </Button>
      )}
    </Box>
  );
}
