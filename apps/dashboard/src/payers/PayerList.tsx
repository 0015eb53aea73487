import Typography from '@mui/material/Typography';
import type { PayerView } from '#contract';
import type { Column } from '../listing/column';
import { ListPage } from '../listing/ListPage';

const KINDS: Record<string, string> = {
  insurer: 'Insurer',
  administrator: 'Administrator (TPA)',
  rental_network: 'Rental network',
  employee_assistance: 'Employee assistance',
  public: 'Public',
};
const kindOf = (payer: PayerView) => KINDS[payer.kind] ?? payer.kind;

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
    key: 'electronicId',
    quiet: true,
    label: 'Electronic id',
    cell: (payer) => payer.electronicId ?? '',
  },
  { key: 'fact', wrap: true, label: 'Good to know', cell: (payer) => payer.fact ?? '' },
];

/** Who pays for treatment, by every name people use for them. */
export function PayerList() {
  return (
    <ListPage<PayerView>
      resource="payers"
      title="Payers"
      about="Insurers and public payers, found by any of their names."
      sort={{ field: 'name', order: 'ASC' }}
      columns={COLUMNS}
      searchLabel="Any name, typos forgiven"
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
    />
  );
}
