import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { BOARD_CARDS, COUNT_CAP, MAX_PAGE, STAGE_LABELS } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useOpenList } from '../listing/use-open-list';
import { type BoardColumn, useMoreOf } from './board-api';
import type { BoardProps } from './BoardColumns';
import { Card } from './Card';
import { useLookAhead } from './use-look-ahead';

/** How a total is said: what is counted no further is "more than". */
export const totalInWords = (total: number): string =>
  total >= COUNT_CAP
    ? `more than ${(COUNT_CAP - 1).toLocaleString('en-US')}`
    : total.toLocaleString('en-US');

/** One stage: how many, the cards to act on first, and the way to the rest. */
export function Column({
  column,
  whose,
  moving,
  drag,
  onGrab,
  onMenu,
}: BoardProps & { column: BoardColumn }) {
  const { stage } = column;
  const openList = useOpenList();
  const [cards, setCards] = useState(BOARD_CARDS);
  const more = useMoreOf(stage, whose, cards);
  const { total, leads } = (cards > BOARD_CARDS ? more.data : undefined) ?? column;
  const here = leads.filter(({ id }) => (moving.get(id) ?? stage) === stage);
  const hidden = total - leads.length;
  const isOver = drag?.over === stage && drag.item.stage !== stage;
  const ahead = useLookAhead(drag?.item ?? null, stage);
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: 1, px: 0.5 }}>
        <Typography variant="h2">{STAGE_LABELS[stage]}</Typography>
        <Typography variant="body2" color="textSecondary">
          {totalInWords(total)}
        </Typography>
      </Box>
      <Box
        sx={{
          minHeight: 132,
          p: 0.75,
          borderRadius: 2,
          bgcolor: isOver ? 'action.selected' : 'action.hover',
          outline: isOver ? 2 : 0,
          outlineStyle: 'dashed',
          outlineColor: ahead?.open === false ? 'warning.main' : 'primary.main',
          opacity: ahead?.open === false && !isOver ? 0.6 : 1,
        }}
      >
        {isOver && ahead?.open === false && (
          <Typography variant="body2" color="warning" sx={{ p: 0.75, fontWeight: 600 }}>
            {ahead.why}
          </Typography>
        )}
        <Box
          component="ul"
          aria-label={`Leads: ${STAGE_LABELS[stage]}`}
          sx={{
            listStyle: 'none',
            m: 0,
            p: 0,
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            gap: 0.75,
          }}
        >
          {here.map((lead) => (
            <Card
              key={lead.id}
              lead={lead}
              faded={drag?.item.id === lead.id}
              onGrab={onGrab}
              onMenu={onMenu}
            />
          ))}
          <Arriving stage={stage} moving={moving} />
        </Box>
        {here.length === 0 && total === 0 && (
          <Typography variant="body2" color="textSecondary" sx={{ p: 1.25 }}>
            Nobody here
          </Typography>
        )}
        {more.error && (
          <Typography role="alert" variant="body2" color="error" sx={{ p: 1 }}>
            {sentenceOf(more.error)}
          </Typography>
        )}
        {hidden > 0 && cards < MAX_PAGE && (
          <Button
            fullWidth
            size="small"
            loading={more.isFetching && cards > BOARD_CARDS}
            onClick={() => setCards(Math.min(cards + BOARD_CARDS, MAX_PAGE))}
            aria-label={`Show more: ${STAGE_LABELS[stage]}`}
          >
            Show more
          </Button>
        )}
        {hidden > 0 && cards >= MAX_PAGE && (
          <Button
            fullWidth
            size="small"
            onClick={() => openList('leads', { open: true, stage: [stage], ...whose })}
          >
            The rest in the list
          </Button>
        )}
      </Box>
    </>
  );
}

/** The place of cards that the desk has not let in yet. */
function Arriving({ stage, moving }: Pick<BoardProps, 'moving'> & { stage: string }) {
  const count = [...moving.values()].filter((to) => to === stage).length;
  if (count === 0) return null;
  return (
    <Box
      component="li"
      role="status"
      sx={{
        p: 1.25,
        borderRadius: 1.5,
        border: 1,
        borderStyle: 'dashed',
        borderColor: 'divider',
        color: 'text.secondary',
        fontSize: '0.875rem',
      }}
    >
      {count === 1 ? 'Moving here …' : `${count} are moving here …`}
    </Box>
  );
}
