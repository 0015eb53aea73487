import ListItemIcon from '@mui/material/ListItemIcon';
import MenuItem, { type MenuItemProps } from '@mui/material/MenuItem';
import { Link, useLocation } from 'react-router-dom';
import { isHere, type Place } from './navigation';

/** One place in a menu. What a menu hands to its items (which one has the focus) goes on to it. */
export function PlaceItem({
  place,
  onGo,
  ...handed
}: { place: Place; onGo: () => void } & Pick<MenuItemProps, 'autoFocus' | 'tabIndex'>) {
  const here = isHere(place.to, useLocation().pathname);
  return (
    <MenuItem
      {...handed}
      component={Link}
      to={place.to}
      selected={here}
      aria-current={here ? 'page' : undefined}
      onClick={onGo}
    >
      <ListItemIcon>
        <place.icon fontSize="small" />
      </ListItemIcon>
      {place.label}
    </MenuItem>
  );
}
