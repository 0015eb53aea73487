import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import { STAGE_LABELS, type Stage } from '#contract';
import type { BoardProps } from './BoardColumns';
import { Column, totalInWords } from './Column';

/** The board on a phone: one stage at a time. */
export function BoardOfOne(props: BoardProps) {
  const { columns } = props;
  const [chosen, setChosen] = useState<Stage | null>(null);
  const column =
    columns.find(({ stage }) => stage === chosen) ??
    columns.find(({ total }) => total > 0) ??
    columns[0];
  if (!column) return null;
  return (
    <>
      <Tabs
        variant="scrollable"
        value={column.stage}
        onChange={(_event, stage: Stage) => setChosen(stage)}
        aria-label="Stage"
        sx={{ mb: 2, mx: -2 }}
      >
        {columns.map(({ stage, total }) => (
          <Tab
            key={stage}
            value={stage}
            label={`${STAGE_LABELS[stage]} ${totalInWords(total)}`}
            sx={{ minWidth: 0, px: 1.5 }}
          />
        ))}
      </Tabs>
      <Column key={column.stage} {...props} column={column} />
    </>
  );
}
