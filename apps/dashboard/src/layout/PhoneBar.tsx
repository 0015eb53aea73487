import MoreHorizIcon from '@mui/icons-material/MoreHoriz';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useMe } from '../session/me';
import { DAILY, HOUSE, isHere } from './navigation';

const SHOWN = 4;

/** The way around on a phone: the four daily places under the thumb, the rest behind "More". */
export function PhoneBar() {
  const { may } = useMe();
  const { pathname } = useLocation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const places = [...DAILY, ...HOUSE].filter((place) => may(place.needs));
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
      {places.slice(0, SHOWN).map((place) => {
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
        sx={item(places.slice(SHOWN).some((place) => isHere(place.to, pathname)))}
      >
        <MoreHorizIcon sx={{ fontSize: 22 }} aria-hidden />
        More
      </ButtonBase>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {places.slice(SHOWN).map((place) => (
          <MenuItem key={place.to} component={Link} to={place.to} onClick={() => setAnchor(null)}>
            <ListItemIcon>
              <place.icon fontSize="small" />
            </ListItemIcon>
            {place.label}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}
