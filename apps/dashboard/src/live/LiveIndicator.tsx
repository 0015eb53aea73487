import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { type LiveState, useLiveState } from './live';

const WORDS: Record<LiveState, { label: string; hint: string; color: string }> = {
  live: { label: 'Live', hint: 'Changes appear here by themselves.', color: 'success.main' },
  connecting: { label: 'Connecting', hint: 'Connecting to the desk.', color: 'text.secondary' },
  away: {
    label: 'Reconnecting',
    hint: 'The connection was lost; the desk reconnects by itself.',
    color: 'warning.main',
  },
};

/** A dot and a word: whether what one sees keeps itself up to date. */
export function LiveIndicator() {
  const words = WORDS[useLiveState()];
  return (
    <Tooltip title={words.hint}>
      <Box
        role="status"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          px: 1,
          fontSize: '0.8125rem',
          color: 'text.secondary',
        }}
      >
        <Box sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: words.color }} />
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {words.label}
        </Box>
      </Box>
    </Tooltip>
  );
}
