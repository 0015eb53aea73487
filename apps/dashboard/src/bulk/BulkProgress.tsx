import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { Bulk } from './use-bulk';

/** How far the change is; nothing before it begins. */
export function BulkProgress({ bulk }: { bulk: Bulk }) {
  const total = bulk.selectedIds.length;
  if (bulk.through === null || total === 0) return null;
  return (
    <div>
      <LinearProgress
        variant="determinate"
        value={(bulk.through / total) * 100}
        aria-label="How far it is"
        sx={{ height: 6, borderRadius: 3 }}
      />
      <Typography role="status" variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
        {bulk.through} of {total} are through.
      </Typography>
    </div>
  );
}
