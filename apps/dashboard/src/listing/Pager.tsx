import ChevronLeftIcon from '@mui/icons-material/ChevronLeft';
import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useListContext } from 'react-admin';
import { COUNT_CAP, MAX_OFFSET } from '#contract';

/** Where one is in a list, and the way on. Totals beyond what the desk counts are said as "more than". */
export function Pager() {
  const { page, perPage, total, data, setPage, isPending, error } = useListContext();
  if (isPending || error || !total) return null;
  const first = (page - 1) * perPage + 1;
  const last = first + (data?.length ?? 0) - 1;
  const capped = total >= COUNT_CAP;
  const hasNext = last < total && last < MAX_OFFSET;
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 0.5,
        px: 1.5,
        py: 0.5,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography variant="body2" color="textSecondary" sx={{ mr: 1 }}>
        {first.toLocaleString('en-US')}–{last.toLocaleString('en-US')} of{' '}
        {capped
          ? `more than ${(COUNT_CAP - 1).toLocaleString('en-US')}`
          : total.toLocaleString('en-US')}
      </Typography>
      <IconButton aria-label="Previous page" disabled={page <= 1} onClick={() => setPage(page - 1)}>
        <ChevronLeftIcon />
      </IconButton>
      <IconButton aria-label="Next page" disabled={!hasNext} onClick={() => setPage(page + 1)}>
        <ChevronRightIcon />
      </IconButton>
    </Box>
  );
}
