import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import GppMaybeOutlinedIcon from '@mui/icons-material/GppMaybeOutlined';
import { Link, useLocation } from 'react-router-dom';
import type { EmergencyAccessView } from '#contract';
import { useMe } from '../session/me';
import { inFull } from '../words/time';
import { useEmergencies } from './emergency-api';

/** Over every page: my own look outside my rights while it lasts, and for those who review, what waits for them. */
export function EmergencyBanner() {
  const { me, may } = useMe();
  const { pathname } = useLocation();
  const reviews = may('emergency.review');
  const { data = [] } = useEmergencies(reviews ? 'waiting' : 'open', may('emergency.open'));
  const mine = data.find((access) => access.staffId === me?.id && access.overAt === null);
  const waiting = data.filter((access) => access.staffId !== me?.id);
  if (pathname === '/emergency') return null;
  if (!mine && (!reviews || waiting.length === 0)) return null;
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1.5,
        px: { xs: 2, md: 3 },
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <GppMaybeOutlinedIcon color="warning" aria-hidden />
      <Typography sx={{ flex: '1 1 240px', fontWeight: 600 }}>{words(mine, waiting)}</Typography>
      <Button component={Link} to="/emergency" variant="outlined" size="small">
        {mine ? 'Open' : 'Review'}
      </Button>
    </Box>
  );
}

function words(
  mine: EmergencyAccessView | undefined,
  waiting: readonly EmergencyAccessView[],
): string {
  if (mine)
    return `You read lead #${mine.leadNumber} in an emergency, on record, until ${inFull(mine.endsAt)}.`;
  const [first] = waiting;
  if (waiting.length > 1 || !first)
    return `${waiting.length} emergency accesses wait for your review.`;
  return `${first.staffName} opened lead #${first.leadNumber} in an emergency.`;
}
