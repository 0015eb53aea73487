import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ERASURE_ORIGINS, ERASURE_STATES, type ErasureView, labelOf } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { erasureActions } from './erasure-api';
import { ErasureDialog } from './ErasureDialog';
import { ErasureTabs } from './ErasureTabs';
import { PersonAndLeads } from './PersonAndLeads';
import { WhoseDialog } from './WhoseDialog';

const TONES = { asked: 'warning', approved: 'info', refused: 'default', done: 'success' } as const;

const State = ({ row }: { row: ErasureView }) => (
  <Chip size="small" color={TONES[row.state]} label={labelOf(ERASURE_STATES, row.state)} />
);

const COLUMNS: readonly Column<ErasureView>[] = [
  { key: 'person', label: 'Whose', wrap: true, cell: (row) => <PersonAndLeads row={row} /> },
  { key: 'state', label: 'Stands', cell: (row) => <State row={row} /> },
  { key: 'origin', label: 'Why', cell: (row) => labelOf(ERASURE_ORIGINS, row.origin) },
  { key: 'asked', label: 'Asked', sort: 'askedAt', cell: (row) => <Moment at={row.askedAt} /> },
  {
    key: 'decided',
    label: 'Decided by',
    cell: (row) =>
      row.decidedAt && <NameOf resource="users" id={row.decidedBy} none="a retention rule" />,
  },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'choice', source: 'state', label: 'Stands', choices: ERASURE_STATES },
];

/** Erasures that were asked for: to be decided, refused, done. */
export default function ErasurePage() {
  const [looking, setLooking] = useState<ErasureView | null>(null);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ListPage<ErasureView>
        resource="erasure-requests"
        title="Erasures"
        about="Who wants to be forgotten, what was decided, and the receipt."
        above={<ErasureTabs here="/erasure-requests" />}
        sort={{ field: 'askedAt', order: 'DESC' }}
        columns={COLUMNS}
        filters={FILTERS}
        onRow={setLooking}
        rowName={(row) => row.personName ?? 'Erased person'}
        card={(row) => (
          <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
            <PersonAndLeads row={row} />
            <State row={row} />
            <Typography variant="body2" color="textSecondary">
              {labelOf(ERASURE_ORIGINS, row.origin)} · <Moment at={row.askedAt} />
            </Typography>
          </Box>
        )}
        empty={{
          title: 'Nobody asked yet',
          sentence:
            'Who asks by their own link, by letter or by phone stands here until somebody decides.',
        }}
        actions={
          <Button variant="contained" onClick={() => setAsking(true)}>
            Ask for an erasure
          </Button>
        }
      />
      {looking && <ErasureDialog row={looking} onClose={() => setLooking(null)} />}
      {asking && (
        <WhoseDialog
          title="Ask for an erasure"
          about="Nothing is erased before it is decided here. A person with an open lead is not erased."
          why="How they asked, and what they said"
          reasonNeeded={false}
          submitLabel="Ask"
          onSubmit={erasureActions.ask}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
