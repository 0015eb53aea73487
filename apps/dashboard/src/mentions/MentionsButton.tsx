import AlternateEmailIcon from '@mui/icons-material/AlternateEmail';
import Badge from '@mui/material/Badge';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Link } from 'react-router-dom';
import { useUnreadMentions } from './use-mentions';

/** The way to the notes that name me, and how many are new. */
export function MentionsButton() {
  const unread = useUnreadMentions(true);
  return (
    <Tooltip title="Notes that name me">
      <IconButton
        component={Link}
        to="/mentions"
        aria-label={unread === 0 ? 'Notes that name me' : `Notes that name me: ${unread} new`}
      >
        <Badge badgeContent={unread} color="error" max={99}>
          <AlternateEmailIcon />
        </Badge>
      </IconButton>
    </Tooltip>
  );
}
