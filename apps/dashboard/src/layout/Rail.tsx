import Box from '@mui/material/Box';
import { Link, useLocation } from 'react-router-dom';
import { useMe } from '../session/me';
import { Mark } from './Mark';
import { DAILY, houseOf, isHere, type Place } from './navigation';
import { RailGroup } from './RailGroup';
import { RailFace, railLook } from './rail-look';

/** The slim way around on a wide screen: icon and word, never an icon alone. */
export function Rail() {
  const { may } = useMe();
  const daily = DAILY.filter((place) => may(place.needs));
  const house = houseOf(may, daily.length);
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
      {daily.map((place) => (
        <RailLink key={place.to} place={place} />
      ))}
      {house.length > 0 && (
        <Box sx={{ borderTop: 1, borderColor: 'divider', my: 1, mx: 1.5, flexShrink: 0 }} />
      )}
      {house.map((one) =>
        'to' in one ? (
          <RailLink key={one.to} place={one} />
        ) : (
          <RailGroup key={one.label} group={one} />
        ),
      )}
    </Box>
  );
}

function RailLink({ place }: { place: Place }) {
  const here = isHere(place.to, useLocation().pathname);
  return (
    <Box
      component={Link}
      to={place.to}
      aria-current={here ? 'page' : undefined}
      sx={railLook(here)}
    >
      <RailFace icon={place.icon} label={place.label} />
    </Box>
  );
}
