import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

/** The page of a record before it has come: its heading, and panels of these heights in pixels. */
export function RecordSkeleton({ what, panels }: { what: string; panels: readonly number[] }) {
  return (
    <Box
      aria-busy="true"
      aria-label={`Loading the ${what}`}
      role="status"
      sx={{ display: 'grid', gap: 2 }}
    >
      <Skeleton variant="text" width="40%" height={40} />
      {panels.map((height) => (
        <Skeleton key={height} variant="rounded" height={height} />
      ))}
    </Box>
  );
}
