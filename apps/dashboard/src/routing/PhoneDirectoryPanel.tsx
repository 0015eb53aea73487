import Chip from '@mui/material/Chip';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { labelOf, PARTY_KINDS, type PhoneEntryView } from '#contract';
import { useMe } from '../session/me';
import { phoneInWords } from '../words/phone';
import { PhoneEntryDialog } from './PhoneEntryDialog';
import { SettingsPanel } from './SettingsPanel';

/** The numbers that colleagues bring into a call: hotlines, 911 centres, interpreters, facilities. */
export function PhoneDirectoryPanel() {
  const mayManage = useMe().may('routing.manage');
  const { data, error, isPending, refetch } = useGetList<PhoneEntryView>(
    'phone-directory',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { retry: 1 },
  );
  const [opened, setOpened] = useState<PhoneEntryView | 'new' | null>(null);
  return (
    <>
      <SettingsPanel
        title="Numbers to hand calls to"
        about="Whom “Add someone” finds during a call. Keep the ten-digit numbers of the 911 centres where your callers are: 911 itself would reach the town of our number."
        none="No number yet."
        add="Add a number"
        rows={data}
        error={error}
        isPending={isPending}
        onRetry={() => void refetch()}
        onOpen={mayManage ? setOpened : undefined}
        marks={({ active }) => !active && <Chip size="small" label="Not in use" />}
        says={({ kind, phone, note }) =>
          `${labelOf(PARTY_KINDS, kind)}, ${phoneInWords(phone)}${note && `: ${note}`}`
        }
      />
      {opened && (
        <PhoneEntryDialog
          key={opened === 'new' ? 'new' : opened.id}
          entry={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
