import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { labelOf, PARTY_KINDS, type PhoneEntryView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { phoneInWords } from '../words/phone';
import { PhoneEntryDialog } from './PhoneEntryDialog';

/** The numbers that colleagues bring into a call: hotlines, 911 centres, interpreters, facilities. */
export function PhoneDirectoryPanel() {
  const mayManage = useMe().may('routing.manage');
  const {
    data: entries,
    error,
    isPending,
    refetch,
  } = useGetList<PhoneEntryView>(
    'phone-directory',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { retry: 1 },
  );
  const [opened, setOpened] = useState<PhoneEntryView | 'new' | null>(null);
  return (
    <Panel
      title="Numbers to hand calls to"
      action={
        mayManage && (
          <Button startIcon={<AddIcon />} onClick={() => setOpened('new')}>
            Add a number
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        Whom “Add someone” finds during a call. Keep the ten-digit numbers of the 911 centres where
        your callers are: 911 itself would reach the town of our number.
      </Typography>
      {error && !entries && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={72} />}
      {entries?.length === 0 && <Typography>No number yet.</Typography>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries?.map((entry) => (
          <Box
            component="li"
            key={entry.id}
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
            <Box sx={{ flex: 1, minWidth: 220, overflowWrap: 'anywhere' }}>
              <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
                <Typography sx={{ fontWeight: 650 }}>{entry.name}</Typography>
                {!entry.active && <Chip size="small" label="Not in use" />}
              </Box>
              <Typography variant="body2" color="textSecondary">
                {labelOf(PARTY_KINDS, entry.kind)}, {phoneInWords(entry.phone)}
                {entry.note && `: ${entry.note}`}
              </Typography>
            </Box>
            {mayManage && (
              <Button
                size="small"
                aria-label={`Change ${entry.name}`}
                onClick={() => setOpened(entry)}
              >
                Change
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {opened && (
        <PhoneEntryDialog
          key={opened === 'new' ? 'new' : opened.id}
          entry={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Panel>
  );
}
