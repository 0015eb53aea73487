import Box from '@mui/material/Box';
import type { KeyboardEvent, PointerEvent } from 'react';
import { type LeadRow, STAGE_LABELS, type Stage } from '#contract';
import type { BoardColumn, Whose } from './board-api';
import { Column } from './Column';
import type { Drag } from '../layout/use-drag';

export interface BoardProps {
  columns: readonly BoardColumn[];
  whose: Whose;
  /** Cards on their way to another stage. */
  moving: ReadonlyMap<string, Stage>;
  drag: Drag<LeadRow> | null;
  onGrab: ((event: PointerEvent<HTMLElement>, lead: LeadRow) => void) | undefined;
  onMenu: ((lead: LeadRow, anchor: HTMLElement) => void) | undefined;
}

/** All stages side by side. The arrow keys walk from card to card. */
export function BoardColumns(props: BoardProps) {
  return (
    <Box
      data-scrolls
      role="region"
      aria-label="Stages"
      tabIndex={0}
      onKeyDown={walk}
      sx={{
        // Words that only screen readers get stand inside it, too, and do not widen the page.
        position: 'relative',
        display: 'flex',
        gap: 1.5,
        overflowX: 'auto',
        pb: 1,
        mx: { md: -3 },
        px: { md: 3 },
        cursor: props.drag ? 'grabbing' : undefined,
        userSelect: props.drag ? 'none' : undefined,
      }}
    >
      {props.columns.map((column) => (
        <Box
          key={column.stage}
          component="section"
          data-drop={column.stage}
          aria-label={STAGE_LABELS[column.stage]}
          sx={{ flex: '0 0 264px', minWidth: 0 }}
        >
          <Column {...props} column={column} />
        </Box>
      ))}
    </Box>
  );
}

/** Up and down walk a column, left and right go to the card beside it. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const handle = (event.target as HTMLElement).closest<HTMLElement>('[data-handle]');
  if (!handle || !event.key.startsWith('Arrow')) return;
  const columns = [...event.currentTarget.querySelectorAll('[data-drop]')]
    .map((column) => [...column.querySelectorAll<HTMLElement>('[data-handle]')])
    .filter((cards) => cards.length > 0);
  const column = columns.findIndex((cards) => cards.includes(handle));
  const row = columns[column]?.indexOf(handle) ?? 0;
  const by = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
    event.key
  ];
  const cards = columns[column + (by?.[0] ?? 0)];
  const next = cards?.[Math.min(row + (by?.[1] ?? 0), cards.length - 1)];
  event.preventDefault();
  next?.focus();
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
