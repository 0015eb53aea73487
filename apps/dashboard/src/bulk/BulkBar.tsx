import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useDataProvider, useListContext, useNotify } from 'react-admin';
import { MAX_BULK, MAX_PAGE } from '#contract';
import { sentenceOf } from '../api/refusal';
import { BulkResult } from './BulkResult';
import { leadsInWords } from './leads-in-words';
import { useBulk } from './use-bulk';

// Whoever chooses nothing needs none of them.
const BulkAssign = lazy(() => import('./BulkAssign'));
const BulkStage = lazy(() => import('./BulkStage'));
const BulkTag = lazy(() => import('./BulkTag'));

/** What may be done with the chosen leads, and what came of it last time. */
export function BulkBar() {
  const bulk = useBulk();
  const { onUnselectItems, filterValues } = useListContext();
  const [open, setOpen] = useState<'assign' | 'stage' | 'tag' | null>(null);
  const many = bulk.selectedIds.length;
  const narrowed = JSON.stringify(filterValues);
  const before = useRef(narrowed);
  // What is chosen is what is on the list: with other filters the choice starts anew.
  useEffect(() => {
    if (before.current !== narrowed) onUnselectItems();
    before.current = narrowed;
  }, [narrowed, onUnselectItems]);
  const close = () => setOpen(null);
  return (
    <>
      {bulk.last && (
        <BulkResult
          last={bulk.last}
          undoing={bulk.undoing}
          onUndo={() => void bulk.undo()}
          onClose={bulk.forget}
        />
      )}
      {many > 0 && (
        <Box
          role="region"
          aria-label="Chosen leads"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            px: 2,
            py: 1,
            borderBottom: 1,
            borderColor: 'divider',
            bgcolor: 'action.selected',
          }}
        >
          <Typography role="status" sx={{ fontWeight: 650 }}>
            {leadsInWords(many)} chosen
          </Typography>
          <ChooseAll />
          <Box sx={{ flex: 1 }} />
          <Button variant="outlined" onClick={() => setOpen('assign')}>
            Assign
          </Button>
          <Button variant="outlined" onClick={() => setOpen('stage')}>
            Change stage
          </Button>
          <Button variant="outlined" onClick={() => setOpen('tag')}>
            Tag
          </Button>
          <Button color="secondary" onClick={() => onUnselectItems()}>
            Choose none
          </Button>
        </Box>
      )}
      <Suspense fallback={null}>
        {open === 'assign' && <BulkAssign bulk={bulk} onClose={close} />}
        {open === 'stage' && <BulkStage bulk={bulk} onClose={close} />}
        {open === 'tag' && <BulkTag bulk={bulk} onClose={close} />}
      </Suspense>
    </>
  );
}

/** Chooses everything the list matches, up to what one change takes. */
function ChooseAll() {
  const { resource, data, total, selectedIds, onSelect, filterValues, sort } = useListContext();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const most = Math.min(total ?? 0, MAX_BULK);
  if (most <= (data?.length ?? 0) || selectedIds.length >= most) return null;
  const choose = async () => {
    setBusy(true);
    try {
      const ids: unknown[] = [];
      for (let page = 1; ids.length < most; page += 1) {
        const { data: rows } = await dataProvider.getList(resource, {
          filter: filterValues,
          sort,
          pagination: { page, perPage: MAX_PAGE },
        });
        if (rows.length === 0) break;
        ids.push(...rows.map(({ id }) => id));
      }
      onSelect(ids.slice(0, most) as string[]);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" loading={busy} onClick={() => void choose()}>
      {most === total ? `Choose all ${leadsInWords(most)}` : `Choose the first ${most}`}
    </Button>
  );
}
