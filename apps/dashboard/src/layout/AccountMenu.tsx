import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useLogout } from 'react-admin';
import { Link } from 'react-router-dom';
import { ROLE_LABELS } from '#contract';
import { useMe } from '../session/me';
import { type ThemeChoice, useThemeChoice } from '../theme/ThemeRoot';

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** Who is signed in, how the desk looks, and the way out. */
export function AccountMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const { me } = useMe();
  const logout = useLogout();
  const [choice, setChoice] = useThemeChoice();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        aria-label={me ? `Account of ${me.name}` : 'Account'}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar
          aria-hidden
          sx={{
            width: 32,
            height: 32,
            fontSize: '0.8125rem',
            fontWeight: 650,
            bgcolor: 'primary.main',
            color: 'primary.contrastText',
            // Drawn, not written: the button's name is the whole name, and nothing in it says otherwise.
            '&::before': { content: JSON.stringify(me ? initials(me.name) : '') },
          }}
        >
          {'\u200b'}
        </Avatar>
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <Box component="li" role="none" sx={{ px: 2, py: 1, minWidth: 240 }}>
          <Typography sx={{ fontWeight: 650 }}>{me?.name}</Typography>
          <Typography variant="body2" color="textSecondary">
            {me ? ROLE_LABELS[me.role] : ''}
            {me?.demo ? ' · demo' : ''}
          </Typography>
        </Box>
        <Box component="li" role="none" sx={{ px: 2, pb: 1 }}>
          <ToggleButtonGroup
            exclusive
            fullWidth
            size="small"
            aria-label="Theme"
            value={choice}
            onChange={(_event, value: ThemeChoice | null) => value && setChoice(value)}
          >
            <ToggleButton value="system">System</ToggleButton>
            <ToggleButton value="light">Light</ToggleButton>
            <ToggleButton value="dark">Dark</ToggleButton>
          </ToggleButtonGroup>
        </Box>
        <Divider component="li" role="none" />
        <MenuItem component={Link} to="/account" onClick={close}>
          Account and security
        </MenuItem>
        <MenuItem
          onClick={() => {
            close();
            onShowKeys();
          }}
        >
          Keyboard shortcuts
        </MenuItem>
        <MenuItem onClick={() => void logout()}>Sign out</MenuItem>
      </Menu>
    </>
  );
}
