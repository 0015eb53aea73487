import MoreHorizIcon from '@mui/icons-material/MoreHoriz';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import { useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useMe } from '../session/me';
import { DAILY, houseOf, isHere } from './navigation';
import { PlaceItem } from './PlaceItem';

const SHOWN = 4;
const GROUP = { lineHeight: 2.5, bgcolor: 'transparent' } as const;

/** The way around on a phone: the four daily places under the thumb, the rest behind "More". */
export function PhoneBar() {
  const { may } = useMe();
  const { pathname } = useLocation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const daily = DAILY.filter((place) => may(place.needs));
  const house = houseOf(may, daily.length);
  const close = () => setAnchor(null);
  const item = (here: boolean) => ({
    flex: 1,
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'center',
    gap: 0.25,
    minHeight: 56,
    textDecoration: 'none',
    fontSize: '0.75rem',
    fontWeight: here ? 650 : 500,
    color: here ? 'primary.main' : 'text.secondary',
  });
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{
        display: { xs: 'flex', md: 'none' },
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'appBar',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      {daily.slice(0, SHOWN).map((place) => {
        const here = isHere(place.to, pathname);
        const Icon = place.icon;
        return (
          <Box
            key={place.to}
            component={Link}
            to={place.to}
            aria-current={here ? 'page' : undefined}
            sx={item(here)}
          >
            <Icon sx={{ fontSize: 22 }} aria-hidden />
            {place.label}
          </Box>
        );
      })}
      <ButtonBase
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={item(!daily.slice(0, SHOWN).some((place) => isHere(place.to, pathname)))}
      >
        <MoreHorizIcon sx={{ fontSize: 22 }} aria-hidden />
        More
      </ButtonBase>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {daily.slice(SHOWN).map((place) => (
          <PlaceItem key={place.to} place={place} onGo={close} />
        ))}
        {house.flatMap((one) =>
          'to' in one
            ? [<PlaceItem key={one.to} place={one} onGo={close} />]
            : [
                <ListSubheader key={one.label} disableSticky sx={GROUP}>
                  {one.label}
                </ListSubheader>,
                ...one.places.map((place) => (
                  <PlaceItem key={place.to} place={place} onGo={close} />
                )),
              ],
        )}
      </Menu>
    </Box>
  );
}
