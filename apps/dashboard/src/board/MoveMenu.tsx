import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useGetOne } from 'react-admin';
import { type LeadDetail, type LeadRow, OPEN_STAGES, STAGE_LABELS, type Stage } from '#contract';
import { sentenceOf } from '../api/refusal';
import { lookAhead } from './use-look-ahead';

interface MoveMenuProps {
  lead: LeadRow;
  anchor: HTMLElement;
  onClose: () => void;
  onMove: (stage: Stage) => void;
}

const WHOLE = { whole: true };

/** Where a card may go, by key or by finger; a shut gate says what it still needs. */
export function MoveMenu({ lead, anchor, onClose, onMove }: MoveMenuProps) {
  const { data, error } = useGetOne<LeadDetail>(
    'leads',
    { id: lead.id, meta: WHOLE },
    { retry: false },
  );
  const known = OPEN_STAGES.filter((stage) => stage !== lead.stage).map((stage) => ({
    stage,
    ...(data ? lookAhead(data, stage) : { open: false, why: '' }),
  }));
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': 'Move to' }, paper: { sx: { maxWidth: 340 } } }}
    >
      <ListSubheader role="presentation" sx={{ lineHeight: 2.5 }}>
        {error ? sentenceOf(error) : data ? 'Move to' : 'Looking at the gates …'}
      </ListSubheader>
      {known
        .filter(({ open, why }) => open || why.startsWith('Still needed'))
        .map(({ stage, open, why }) => (
          <MenuItem
            key={stage}
            dense
            disabled={!open}
            onClick={() => {
              onClose();
              onMove(stage);
            }}
            sx={{ whiteSpace: 'normal', '&.Mui-disabled': { opacity: 1 } }}
          >
            <ListItemText
              primary={STAGE_LABELS[stage]}
              secondary={why || undefined}
              slotProps={{
                primary: { color: open ? 'textPrimary' : 'textSecondary' },
                secondary: { color: 'warning' },
              }}
            />
          </MenuItem>
        ))}
    </Menu>
  );
}
