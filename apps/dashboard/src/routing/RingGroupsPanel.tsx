import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { RingGroupView } from '#contract';
import { useColleagues } from '../forms/use-choices';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { memberInWords, useRingGroups } from './ring-groups';
import { RingGroupDialog } from './RingGroupDialog';

/** Whose phones ring when we are called. */
export function RingGroupsPanel() {
  const mayManage = useMe().may('routing.manage');
  const { data: groups, error, isPending, refetch } = useRingGroups();
  const names = new Map(useColleagues().map(({ id, name }) => [id, name]));
  const [opened, setOpened] = useState<RingGroupView | 'new' | null>(null);
  return (
    <Panel
      title="Ring groups"
      action={
        mayManage && (
          <Button startIcon={<AddIcon />} onClick={() => setOpened('new')}>
            Add a group
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        Who rings when somebody calls. After the group come the duty phone, the backup line and the
        voicemail.
      </Typography>
      {error && !groups && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={72} />}
      {groups?.length === 0 && (
        <Typography>No group yet: the duty phone rings first, for every number.</Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {groups?.map((group) => (
          <Box
            component="li"
            key={group.id}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              alignItems: 'center',
              gap: 1,
              py: 1,
              borderTop: 1,
              borderColor: 'divider',
            }}
          >
            <Box sx={{ flex: 1, minWidth: 220 }}>
              <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
                <Typography sx={{ fontWeight: 650 }}>{group.name}</Typography>
                {group.isDefault && <Chip size="small" color="primary" label="For every number" />}
                {!group.active && <Chip size="small" label="Not in use" />}
              </Box>
              <Typography variant="body2" color="textSecondary">
                {group.inTurn ? 'One after another' : 'All at once'}, {group.seconds} seconds
                {group.inTurn ? ' each' : ''}:{' '}
                {group.members.map((member) => memberInWords(member, names)).join('; ')}
              </Typography>
            </Box>
            {mayManage && (
              <Button
                size="small"
                aria-label={`Change ${group.name}`}
                onClick={() => setOpened(group)}
              >
                Change
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {opened && (
        <RingGroupDialog
          key={opened === 'new' ? 'new' : opened.id}
          group={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Panel>
  );
}
