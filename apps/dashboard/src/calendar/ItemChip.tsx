import DragIndicatorIcon from '@mui/icons-material/DragIndicator';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTheme } from '@mui/material/styles';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { chipLook } from '../theme/tints';
import type { Planned, PlannedTask } from './calendar-api';
import { titleOf, toneOf } from './item-words';
import { ItemCard } from './ItemCard';

interface ItemChipProps {
  item: Planned;
  at: string;
  /** In the air, or on its way. */
  underway: boolean;
  onGrab: ((event: PointerEvent<HTMLElement>, task: PlannedTask) => void) | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
}

const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });

/** One thing that is planned; a press shows what it is and what can be done. */
export function ItemChip({ item, at, underway, onGrab, onKeyDown }: ItemChipProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const tone = toneOf(item, useTheme());
  const moves = item.type === 'task' && item.doneAt === null && onGrab;
  const time = clock.format(new Date(at));
  const done = item.type === 'task' && item.doneAt !== null;
  return (
    <>
      <ButtonBase
        data-drag
        data-item={item.id}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        onPointerDown={
          moves ? (event: PointerEvent<HTMLElement>) => onGrab(event, item) : undefined
        }
        onKeyDown={onKeyDown}
        sx={{
          ...chipLook(tone),
          opacity: underway ? 0.5 : 1,
          cursor: moves ? 'grab' : 'pointer',
          textDecoration: done ? 'line-through' : undefined,
        }}
      >
        {moves && <Handle />}
        <strong>{time}</strong> {titleOf(item)}
        {item.patientName && <span style={{ display: 'block' }}>{item.patientName}</span>}
        {item.type === 'task' && item.promisedAt !== null && (
          <span style={{ display: 'block', fontWeight: 600 }}>
            promised {clock.format(new Date(item.promisedAt))}
          </span>
        )}
      </ButtonBase>
      {anchor && <ItemCard item={item} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}

/** Where a finger takes hold: everywhere else it scrolls the page. A mouse takes hold anywhere. */
function Handle() {
  return (
    <Box
      component="span"
      data-handle
      sx={{
        display: 'none',
        '@media (pointer: coarse)': { display: 'flex' },
        float: 'right',
        alignItems: 'center',
        m: -0.375,
        mr: -0.75,
        p: 1.25,
        touchAction: 'none',
      }}
    >
      <DragIndicatorIcon sx={{ fontSize: 20 }} />
    </Box>
  );
}
