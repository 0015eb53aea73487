import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import { labelOf, PAYER_KINDS, type PayerView } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { NameOf } from '../words/NameOf';

const PayerDialog = lazy(() => import('./PayerDialog'));

const kindOf = (payer: PayerView) => labelOf(PAYER_KINDS, payer.kind);

const COLUMNS: readonly Column<PayerView>[] = [
  {
    key: 'name',
    wrap: true,
    label: 'Payer',
    sort: 'name',
    cell: (payer) => <strong>{payer.name}</strong>,
  },
  { key: 'kind', label: 'Kind', cell: kindOf },
  { key: 'aliases', wrap: true, label: 'Also called', cell: (payer) => payer.aliases.join(', ') },
  { key: 'state', label: 'State', cell: (payer) => payer.state ?? '' },
  {
    key: 'carvedOutTo',
    wrap: true,
    label: 'Behavioral health',
    cell: (payer) => <NameOf resource="payers" id={payer.carvedOutToId} />,
  },
  {
    key: 'electronicId',
    label: 'Electronic id',
    cell: (payer) => payer.electronicId ?? '',
  },
  { key: 'active', quiet: true, label: 'In use', cell: (payer) => (payer.active ? 'Yes' : 'No') },
  { key: 'fact', wrap: true, label: 'Good to know', cell: (payer) => payer.fact ?? '' },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'active', label: 'In use', value: true },
  { kind: 'choice', source: 'kind', label: 'Kind', choices: PAYER_KINDS },
];

/** Who pays for treatment, by every name people use for them. */
export default function PayerList() {
  const { may } = useMe();
  const writes = may('payer.write');
  const [editing, setEditing] = useState<PayerView | 'new' | null>(null);
  return (
    <>
      <ListPage<PayerView>
        resource="payers"
        title="Payers"
        about="Insurers and public payers, found by any of their names."
        sort={{ field: 'name', order: 'ASC' }}
        columns={COLUMNS}
        filters={FILTERS}
        searchLabel="Any name, typos forgiven"
        onRow={writes ? setEditing : undefined}
        card={(payer) => (
          <>
            <strong>{payer.name}</strong>
            <Typography variant="body2" color="textSecondary">
              {kindOf(payer)}
              {payer.aliases.length > 0 && ` · ${payer.aliases.join(', ')}`}
            </Typography>
            {payer.fact && <Typography variant="body2">{payer.fact}</Typography>}
          </>
        )}
        empty={{
          title: 'No payers',
          sentence: 'They come with the reference data of the installation.',
        }}
        actions={
          writes && (
            <Button variant="contained" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
              New payer
            </Button>
          )
        }
      />
      <Suspense fallback={null}>
        {editing && (
          <PayerDialog
            payer={editing === 'new' ? null : editing}
            onClose={() => setEditing(null)}
          />
        )}
      </Suspense>
    </>
  );
}
