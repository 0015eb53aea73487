import ButtonBase from '@mui/material/ButtonBase';
import Menu from '@mui/material/Menu';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { isHere, type PlaceGroup } from './navigation';
import { PlaceItem } from './PlaceItem';
import { RailFace, railLook } from './rail-look';

/** Places that are gone to now and then, behind one word of the rail. */
export function RailGroup({ group }: { group: PlaceGroup }) {
  const { pathname } = useLocation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const here = group.places.some(({ to }) => isHere(to, pathname));
  const close = () => setAnchor(null);
  return (
    <>
      <ButtonBase
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={railLook(here)}
      >
        <RailFace icon={group.icon} label={group.label} />
      </ButtonBase>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: { sx: { minWidth: 200, ml: 0.5 } },
          list: { 'aria-label': group.label },
        }}
      >
        {group.places.map((place) => (
          <PlaceItem key={place.to} place={place} onGo={close} />
        ))}
      </Menu>
    </>
  );
}
