import Box from '@mui/material/Box';
import { Link, useLocation } from 'react-router-dom';
import { useMe } from '../session/me';
import { Mark } from './Mark';
import { DAILY, HOUSE, isHere, type Place } from './navigation';

/** The slim way around on a wide screen: icon and word, never an icon alone. */
export function Rail() {
  const { may } = useMe();
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{
        position: 'sticky',
        top: 0,
        height: '100dvh',
        width: 88,
        flexShrink: 0,
        overflowY: 'auto',
        display: { xs: 'none', md: 'flex' },
        flexDirection: 'column',
        alignItems: 'stretch',
        gap: 0.25,
        px: 1,
        pb: 1.5,
        borderRight: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        component={Link}
        to="/"
        aria-label="Bridgeline desk, start page"
        sx={{ display: 'grid', placeItems: 'center', height: 64, flexShrink: 0 }}
      >
        <Mark />
      </Box>
      {DAILY.filter((place) => may(place.needs)).map((place) => (
        <RailLink key={place.to} place={place} />
      ))}
      <Box sx={{ borderTop: 1, borderColor: 'divider', my: 1, mx: 1.5 }} />
      {HOUSE.filter((place) => may(place.needs)).map((place) => (
        <RailLink key={place.to} place={place} />
      ))}
    </Box>
  );
}

function RailLink({ place }: { place: Place }) {
  const here = isHere(place.to, useLocation().pathname);
  const Icon = place.icon;
  return (
    <Box
      component={Link}
      to={place.to}
      aria-current={here ? 'page' : undefined}
      sx={{
        display: 'grid',
        justifyItems: 'center',
        gap: 0.25,
        py: 0.875,
        borderRadius: 2,
        textAlign: 'center',
        textDecoration: 'none',
        fontSize: '0.75rem',
        fontWeight: here ? 650 : 500,
        color: here ? 'primary.main' : 'text.secondary',
        bgcolor: here ? 'action.selected' : 'transparent',
        '&:hover': { bgcolor: here ? 'action.selected' : 'action.hover', color: 'primary.main' },
      }}
    >
      <Icon sx={{ fontSize: 22 }} aria-hidden />
      {place.label}
    </Box>
  );
}
