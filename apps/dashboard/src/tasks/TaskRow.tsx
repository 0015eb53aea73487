import CheckIcon from '@mui/icons-material/Check';
import MoreVertIcon from '@mui/icons-material/MoreVert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import type { TaskView } from '#contract';
import { taskActions } from '../api/actions';
import { sentenceOf } from '../api/refusal';
import { UrgencyMark } from '../leads/UrgencyMark';
import { LeadPhone } from '../phone';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { PhoneLink } from '../words/PhoneLink';
import { DropTask } from './DropTask';
import { RescheduleTask } from './RescheduleTask';

/** One task: what, for whom, by when; done with one click. */
export function TaskRow({ task }: { task: TaskView }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { me, may } = useMe();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'drop' | 'reschedule' | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = (what: 'drop' | 'reschedule') => {
    setAnchor(null);
    setOpen(what);
  };
  const complete = async () => {
    setBusy(true);
    try {
      await taskActions.complete(task.id, task.version);
      notify('Done.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: ['tasks'] });
  };
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        gap: 1.5,
        px: 2,
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      {task.urgency && <UrgencyMark urgency={task.urgency} short />}
      <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>
          {placeOfTask(task) ? (
            <Link
              component={RouterLink}
              to={placeOfTask(task)}
              underline="hover"
              sx={{ color: 'text.primary' }}
            >
              {task.title}
            </Link>
          ) : (
            task.title
          )}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {task.leadId && `${task.patientName ?? 'Name not given yet'} · #${task.leadNumber} · `}
          due <Moment at={task.dueAt} />
          {task.ownerId !== me?.id && (
            <>
              {' · '}
              <NameOf resource="users" id={task.ownerId} none="nobody’s yet" />
            </>
          )}
        </Typography>
      </Box>
      {task.phone &&
        (task.leadId ? (
          <LeadPhone leadId={task.leadId} value={task.phone} strong />
        ) : (
          <PhoneLink value={task.phone} strong />
        ))}
      {may('task.work') && (
        <Box sx={{ display: 'flex', ml: 'auto' }}>
          <Button
            variant="outlined"
            startIcon={<CheckIcon />}
            loading={busy}
            loadingPosition="start"
            aria-label={`Done: ${task.title}`}
            onClick={() => void complete()}
          >
            Done
          </Button>
          <IconButton
            aria-label={`More for: ${task.title}`}
            aria-haspopup="menu"
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            <MoreVertIcon />
          </IconButton>
        </Box>
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => choose('reschedule')}>Reschedule</MenuItem>
        <MenuItem onClick={() => choose('drop')}>Drop, with a reason</MenuItem>
      </Menu>
      {open === 'drop' && <DropTask task={task} onClose={() => setOpen(null)} />}
      {open === 'reschedule' && <RescheduleTask task={task} onClose={() => setOpen(null)} />}
    </Box>
  );
}

/** The page of what a task is about; empty when it stands alone. */
function placeOfTask(task: TaskView): string {
  if (task.leadId) return `/leads/${task.leadId}/show`;
  return task.facilityId ? `/facilities/${task.facilityId}/show` : '';
}
