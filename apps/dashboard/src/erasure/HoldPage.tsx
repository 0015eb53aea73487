import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { LegalHoldView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { erasureActions, useErasureDone } from './erasure-api';
import { ErasureTabs } from './ErasureTabs';
import { PersonAndLeads } from './PersonAndLeads';
import { WhoseDialog } from './WhoseDialog';

const Stands = ({ row }: { row: LegalHoldView }) =>
  row.liftedAt === null ? (
    'Stands'
  ) : (
    <>
      Lifted <Moment at={row.liftedAt} />
    </>
  );

const COLUMNS: readonly Column<LegalHoldView>[] = [
  { key: 'person', label: 'Whose', wrap: true, cell: (row) => <PersonAndLeads row={row} /> },
  { key: 'reason', label: 'Why', wrap: true, cell: (row) => row.reason },
  { key: 'state', label: 'Stands', cell: (row) => <Stands row={row} /> },
  { key: 'by', label: 'By', cell: (row) => <NameOf resource="users" id={row.placedBy} /> },
  { key: 'placed', label: 'Since', sort: 'placedAt', cell: (row) => <Moment at={row.placedAt} /> },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'standing', label: 'Standing', value: true },
];

/** People whose record must not be erased for now. */
export default function HoldPage() {
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<LegalHoldView | null>(null);
  return (
    <>
      <ListPage<LegalHoldView>
        resource="legal-holds"
        title="Legal holds"
        about="While a hold stands nothing of that person is erased: not by a wish, not by age."
        above={<ErasureTabs here="/legal-holds" />}
        sort={{ field: 'placedAt', order: 'DESC' }}
        columns={COLUMNS}
        filters={FILTERS}
        onRow={(row) => row.liftedAt === null && setLifting(row)}
        card={(row) => (
          <Box sx={{ display: 'grid', gap: 0.5 }}>
            <PersonAndLeads row={row} />
            <span>{row.reason}</span>
            <Typography variant="body2" color="textSecondary">
              <Stands row={row} />
            </Typography>
          </Box>
        )}
        empty={{
          title: 'No hold',
          sentence: 'Place one when a court, an insurer or an investigation asks to keep a record.',
        }}
        actions={
          <Button variant="contained" onClick={() => setPlacing(true)}>
            Place a hold
          </Button>
        }
      />
      {placing && (
        <WhoseDialog
          title="Place a hold"
          about="Nothing of this person is erased until the hold is lifted."
          why="Why it has to be kept"
          reasonNeeded
          submitLabel="Hold"
          onSubmit={erasureActions.hold}
          onClose={() => setPlacing(false)}
        />
      )}
      {lifting && <LiftDialog hold={lifting} onClose={() => setLifting(null)} />}
    </>
  );
}

function LiftDialog({ hold, onClose }: { hold: LegalHoldView; onClose: () => void }) {
  const done = useErasureDone();
  return (
    <ActionDialog
      title="Lift this hold"
      submitLabel="Lift"
      version={hold.version}
      onClose={onClose}
      onSubmit={async (version) => {
        await erasureActions.lift(hold.id, version);
        await done();
      }}
    >
      <PersonAndLeads row={hold} />
      <Typography>“{hold.reason}”</Typography>
      <Typography>From then on the record may be erased again, by a wish or by its age.</Typography>
    </ActionDialog>
  );
}
