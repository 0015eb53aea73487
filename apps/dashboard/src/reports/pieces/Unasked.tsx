import Typography from '@mui/material/Typography';

/** Numbers that are not known by the filters of the page, said instead of shown wrongly. */
export function Unasked({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <Typography variant="body2" color="textSecondary" sx={{ alignSelf: 'center' }}>
      Not known by the filters you set: {labels.join(', ')}.
    </Typography>
  );
}
