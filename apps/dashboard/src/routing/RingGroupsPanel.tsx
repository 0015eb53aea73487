import Chip from '@mui/material/Chip';
import { useState } from 'react';
import type { RingGroupView } from '#contract';
import { useColleagues } from '../forms/use-choices';
import { useMe } from '../session/me';
import { memberInWords, useRingGroups } from './ring-groups';
import { RingGroupDialog } from './RingGroupDialog';
import { SettingsPanel } from './SettingsPanel';

/** Whose phones ring when we are called. */
export function RingGroupsPanel() {
  const mayManage = useMe().may('routing.manage');
  const { data, error, isPending, refetch } = useRingGroups();
  const names = new Map(useColleagues().map(({ id, name }) => [id, name]));
  const [opened, setOpened] = useState<RingGroupView | 'new' | null>(null);
  return (
    <>
      <SettingsPanel
        title="Ring groups"
        about="Who rings when somebody calls. After the group come the duty phone, the backup line and the voicemail."
        none="No group yet: the duty phone rings first, for every number."
        add="Add a group"
        rows={data}
        error={error}
        isPending={isPending}
        onRetry={() => void refetch()}
        onOpen={mayManage ? setOpened : undefined}
        marks={({ isDefault, active }) => (
          <>
            {isDefault && <Chip size="small" color="primary" label="For every number" />}
            {!active && <Chip size="small" label="Not in use" />}
          </>
        )}
        says={({ inTurn, seconds, members }) => (
          <>
            {inTurn ? 'One after another' : 'All at once'}, {seconds} seconds
            {inTurn ? ' each' : ''}:{' '}
            {members.map((member) => memberInWords(member, names)).join('; ')}
          </>
        )}
      />
      {opened && (
        <RingGroupDialog
          key={opened === 'new' ? 'new' : opened.id}
          group={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
