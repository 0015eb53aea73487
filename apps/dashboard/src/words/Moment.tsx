import Box from '@mui/material/Box';
import { inFull, relative } from './time';
import { useNow } from './use-now';

/** A moment as people say it, with the full date behind it. */
export function Moment({ at }: { at: string }) {
  const now = useNow(10_000);
  return (
    <Box component="time" dateTime={at} title={inFull(at)} sx={{ whiteSpace: 'nowrap' }}>
      {relative(at, now)}
    </Box>
  );
}
