import CheckIcon from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { SaveState } from './use-screening';

interface SavedMarkProps {
  state: SaveState;
  onRetry: () => void;
}

const WORDS: Record<SaveState, string> = {
  idle: 'Saved as you type',
  saving: 'Saving…',
  saved: 'Saved',
  failed: 'Not saved yet',
};

/** Whether everything typed is kept. */
export function SavedMark({ state, onRetry }: SavedMarkProps) {
  return (
    <Box
      role="status"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        fontSize: '0.875rem',
        fontWeight: 500,
        color:
          state === 'failed' ? 'error.main' : state === 'saved' ? 'success.main' : 'text.secondary',
      }}
    >
      {state === 'saved' && <CheckIcon sx={{ fontSize: 18 }} aria-hidden />}
      {WORDS[state]}
      {state === 'failed' && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Box>
  );
}
