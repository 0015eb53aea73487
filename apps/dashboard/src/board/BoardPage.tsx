import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { type LeadRow, OPEN_STAGES } from '#contract';
import { useDrag } from '../layout/use-drag';
import { useDocumentTitle } from '../layout/use-document-title';
import { LeadTabs } from '../leads/LeadTabs';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { useBoard, type Whose } from './board-api';
import { BoardColumns } from './BoardColumns';
import { BoardOfOne } from './BoardOfOne';
import { DraggedCard } from './DraggedCard';
import { MoveMenu } from './MoveMenu';
import { MoveRefused } from './MoveRefused';
import { useMove } from './use-move';
import { WhoseFilter } from './WhoseFilter';

/** The card whose menu is open, and where. */
interface OpenMenu {
  lead: LeadRow;
  anchor: HTMLElement;
}

/** Open leads by stage, those to act on first at the top; cards are moved by hand, by key or by menu. */
export default function BoardPage() {
  useDocumentTitle('Board');
  const [whose, setWhose] = useState<Whose>({});
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const mayMove = useMe().may('lead.work');
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const { data, error, isPending, refetch } = useBoard(whose);
  const { moving, refused, move, settle } = useMove();
  const { drag, begin } = useDrag<LeadRow>((lead, place) => {
    const stage = OPEN_STAGES.find((each) => each === place);
    if (stage && stage !== lead.stage) void move(lead, stage);
  });
  const board = {
    columns: data?.stages ?? [],
    whose,
    moving,
    drag,
    onGrab: mayMove ? begin : undefined,
    onMenu: mayMove ? (lead: LeadRow, anchor: HTMLElement) => setMenu({ lead, anchor }) : undefined,
  };
  return (
    <>
      <Typography variant="h1">Board</Typography>
      <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25, mb: 2 }}>
        Open leads by stage.{' '}
        {mayMove && !isPhone && 'Drag a card, or press Enter on its handle; arrows walk the board.'}
      </Typography>
      <LeadTabs here="/board" />
      <WhoseFilter value={whose} onChange={setWhose} />
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Loading />}
      {data && (isPhone ? <BoardOfOne {...board} /> : <BoardColumns {...board} />)}
      {drag && <DraggedCard drag={drag} />}
      {menu && (
        <MoveMenu
          lead={menu.lead}
          anchor={menu.anchor}
          onClose={() => setMenu(null)}
          onMove={(stage) => void move(menu.lead, stage)}
        />
      )}
      {refused && (
        <MoveRefused
          refused={refused}
          onClose={settle}
          onInsist={(version) => void move(refused.lead, refused.to, version)}
        />
      )}
    </>
  );
}

function Loading() {
  return (
    <Box sx={{ display: 'flex', gap: 1.5, overflow: 'hidden' }} aria-hidden>
      {[3, 5, 2, 4, 1].map((cards) => (
        <Box key={cards} sx={{ flex: '0 0 264px' }}>
          <Skeleton width={110} height={32} />
          {Array.from({ length: cards }, (_, index) => (
            <Skeleton key={index} variant="rounded" height={92} sx={{ mb: 1 }} />
          ))}
        </Box>
      ))}
    </Box>
  );
}
