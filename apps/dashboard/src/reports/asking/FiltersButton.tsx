import TuneIcon from '@mui/icons-material/Tune';
import Badge from '@mui/material/Badge';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { REPORT_SLICES, type Slice } from '#contract';
import { FilterDrawer } from '../../listing/FilterDrawer';
import { useSliceKeys } from './use-slice-keys';
import { useReportView } from './use-report-view';

/** Slices that every kind of record knows; the rest belongs to single numbers. */
const FILTERS: readonly Slice[] = [
  'source',
  'campaign',
  'lastSource',
  'lastCampaign',
  'trackingNumber',
  'team',
  'payer',
  'planType',
  'levelOfCare',
  'state',
  'language',
  'urgency',
];

/** Narrows every number of the page to some sources, payers, states and so on. */
export function FiltersButton() {
  const { view, set } = useReportView();
  const [open, setOpen] = useState(false);
  const keys = useSliceKeys(open ? FILTERS : []);
  const count = Object.keys(view.filter).length;
  const change = (source: string, value: unknown) => {
    const { [source as Slice]: _gone, ...rest } = view.filter;
    const chosen = Array.isArray(value) ? value.map(String) : [];
    set({ filter: chosen.length > 0 ? { ...rest, [source]: chosen } : rest });
  };
  return (
    <>
      <Badge badgeContent={count} color="primary" slotProps={{ badge: { 'aria-hidden': true } }}>
        <Button
          variant="outlined"
          startIcon={<TuneIcon />}
          aria-label={count === 0 ? 'Filters' : `Filters, ${count} set`}
          onClick={() => setOpen(true)}
        >
          Filters
        </Button>
      </Badge>
      <FilterDrawer
        open={open}
        filters={FILTERS.map((slice) => ({
          kind: 'choices' as const,
          source: slice,
          label: REPORT_SLICES.find(({ code }) => code === slice)?.label ?? slice,
          choices: keys.get(slice) ?? [],
        }))}
        values={view.filter}
        onSet={change}
        onClear={() => set({ filter: {} })}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
