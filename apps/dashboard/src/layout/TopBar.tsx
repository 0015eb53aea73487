import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { LiveIndicator } from '../live/LiveIndicator';
import { MentionsButton } from '../mentions/MentionsButton';
import { PhoneSwitch } from '../phone';
import { useMe } from '../session/me';
import { AccountMenu } from './AccountMenu';
import { GlobalSearch } from './GlobalSearch';

interface TopBarProps {
  onShowKeys: () => void;
}

/** Search everywhere, a new lead from anywhere, and who is signed in. */
export function TopBar({ onShowKeys }: TopBarProps) {
  const { may } = useMe();
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1 },
        minHeight: 64,
        px: { xs: 1.5, md: 3 },
        bgcolor: 'background.default',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: 1, maxWidth: 520 }}>{may('lead.read') && <GlobalSearch />}</Box>
      <Box sx={{ flex: { xs: 0, md: 1 } }} />
      <LiveIndicator />
      {may('call.log') && <PhoneSwitch />}
      {may('lead.read') && <MentionsButton />}
      {may('lead.create') && (
        <Button
          component={Link}
          to="/leads/create"
          variant="contained"
          startIcon={<AddIcon />}
          sx={{ display: { xs: 'none', sm: 'inline-flex' }, whiteSpace: 'nowrap' }}
        >
          New lead
        </Button>
      )}
      <AccountMenu onShowKeys={onShowKeys} />
    </Box>
  );
}
