import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';

interface SettingsPanelProps<Row> {
  title: string;
  about: string;
  /** Said of no rows at all. */
  none: string;
  add: string;
  rows: readonly Row[] | undefined;
  error: unknown;
  isPending: boolean;
  onRetry: () => void;
  /** Opens a row, or a new one; undefined for those who may only look. */
  onOpen: ((row: Row | 'new') => void) | undefined;
  /** What stands beside the name. */
  marks: (row: Row) => ReactNode;
  /** What a row is, under its name. */
  says: (row: Row) => ReactNode;
}

/** A few named settings of one kind, each to be read at a glance and changed in a dialog. */
export function SettingsPanel<Row extends { id: string; name: string }>(
  props: SettingsPanelProps<Row>,
) {
  const { rows, error, onOpen } = props;
  return (
    <Panel
      title={props.title}
      action={
        onOpen && (
          <Button startIcon={<AddIcon />} onClick={() => onOpen('new')}>
            {props.add}
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {props.about}
      </Typography>
      {Boolean(error) && !rows && <Failure error={error} onRetry={props.onRetry} />}
      {props.isPending && !error && <Skeleton variant="rounded" height={72} />}
      {rows?.length === 0 && <Typography>{props.none}</Typography>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rows?.map((row) => (
          <Box
            component="li"
            key={row.id}
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
                <Typography sx={{ fontWeight: 650 }}>{row.name}</Typography>
                {props.marks(row)}
              </Box>
              <Typography variant="body2" color="textSecondary">
                {props.says(row)}
              </Typography>
            </Box>
            {onOpen && (
              <Button size="small" aria-label={`Change ${row.name}`} onClick={() => onOpen(row)}>
                Change
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
