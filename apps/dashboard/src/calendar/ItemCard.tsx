import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { taskActions } from '../api/actions';
import { sentenceOf } from '../api/refusal';
import { useMe } from '../session/me';
import { RescheduleTask } from '../tasks/RescheduleTask';
import { NameOf } from '../words/NameOf';
import { inFull } from '../words/time';
import type { Planned, PlannedTask } from './calendar-api';
import { titleOf } from './item-words';

interface ItemCardProps {
  item: Planned;
  anchor: HTMLElement;
  onClose: () => void;
}

/** What is planned, for whom, whose it is, and what can be done with it. */
export function ItemCard({ item, anchor, onClose }: ItemCardProps) {
  const mayWork = useMe().may('task.work');
  const [moving, setMoving] = useState(false);
  const task = item.type === 'task' && item.doneAt === null ? item : null;
  if (moving && task) {
    return <RescheduleTask task={{ ...task, dueAt: task.at }} onClose={onClose} />;
  }
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': titleOf(item),
          sx: { p: 2, width: 320, border: 1, borderColor: 'divider' },
        },
      }}
    >
      <Typography sx={{ fontWeight: 650 }}>{titleOf(item)}</Typography>
      <Typography variant="body2" color="textSecondary">
        {inFull(item.at)} · <NameOf resource="users" id={item.ownerId} none="nobody’s yet" />
      </Typography>
      {item.type === 'task' && item.promisedAt !== null && (
        <Typography variant="body2" color="warning" sx={{ mt: 0.5 }}>
          Promised to them: {inFull(item.promisedAt)}. Moving the task does not change the promise.
        </Typography>
      )}
      {item.type === 'cadence_step' && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          The next step of “{item.cadenceName}”. It is moved on the lead, under follow-up.
        </Typography>
      )}
      {item.leadId && (
        <Typography sx={{ mt: 0.75 }}>
          <Link component={RouterLink} to={`/leads/${item.leadId}/show`}>
            #{item.leadNumber} {item.patientName ?? 'Name not given yet'}
          </Link>
        </Typography>
      )}
      {task && mayWork && (
        <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
          <Button variant="outlined" autoFocus onClick={() => setMoving(true)}>
            Reschedule
          </Button>
          <Done task={task} onDone={onClose} />
        </Box>
      )}
    </Popover>
  );
}

function Done({ task, onDone }: { task: PlannedTask; onDone: () => void }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const complete = async () => {
    try {
      await taskActions.complete(task.id, task.version);
      notify('Done.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    onDone();
    await queryClient.invalidateQueries({ queryKey: ['tasks'] });
  };
  return (
    <Button variant="outlined" onClick={() => void complete()}>
      Done
    </Button>
  );
}
