import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import {
  labelOf,
  REFERRAL_STATES,
  type ReferralBoard,
  type ReferralBoardFilter,
  type ReferralState,
} from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Emptiness, Failure } from '../listing/states';
import { ReferralCard } from './ReferralCard';
import { useReferralBoard } from './referral-api';

/** Shown also when nothing is in them: the way a referral goes. */
const ALWAYS = new Set<ReferralState>([
  'draft',
  'sent',
  'acknowledged',
  'accepted',
  'scheduled',
  'arrived',
]);

type Column = ReferralBoard['columns'][number];

/** Every referral by where it stands, those whose clock is due first at the top. */
export default function ReferralBoardPage() {
  useDocumentTitle('Referrals');
  const [filter, setFilter] = useState<ReferralBoardFilter>({});
  const { data, error, isPending, refetch } = useReferralBoard(filter);
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const columns = data?.columns.filter((each) => each.count > 0 || ALWAYS.has(each.state)) ?? [];
  const none = data !== undefined && data.columns.every(({ count }) => count === 0);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <>
      <Typography variant="h1">Referrals</Typography>
      <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25, mb: 2 }}>
        From draft to day 30, and who waits for whom. What has ended stays for 30 days.
      </Typography>
      <Filters filter={filter} onChange={setFilter} />
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Loading />}
      {none && (
        <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
          <Emptiness
            title="No referrals here"
            sentence={
              narrowed
                ? 'Nothing fits these filters.'
                : 'A referral begins on the page of a lead that was matched.'
            }
            {...(narrowed ? { onClear: () => setFilter({}) } : {})}
          />
        </Paper>
      )}
      {data &&
        !none &&
        (isPhone ? <OneColumn columns={columns} /> : <AllColumns columns={columns} />)}
    </>
  );
}

function Filters(props: {
  filter: ReferralBoardFilter;
  onChange: (filter: ReferralBoardFilter) => void;
}) {
  const { filter, onChange } = props;
  const toggle = (name: 'late' | 'question') => (_event: unknown, on: boolean) => {
    const { [name]: _before, ...rest } = filter;
    onChange(on ? { ...rest, [name]: true } : rest);
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 2 }}>
      <TextField
        select
        size="small"
        label="Whose"
        value={filter.ownerId ?? 'all'}
        sx={{ minWidth: 160 }}
        onChange={(event) => {
          const { ownerId: _before, ...rest } = filter;
          const ownerId = event.target.value;
          onChange(ownerId === 'all' ? rest : { ...rest, ownerId });
        }}
      >
        <MenuItem value="all">Everybody’s</MenuItem>
        <MenuItem value="me">Mine</MenuItem>
        <MenuItem value="none">Nobody’s</MenuItem>
      </TextField>
      <FormControlLabel
        control={<Switch checked={filter.late ?? false} onChange={toggle('late')} />}
        label="Late only"
      />
      <FormControlLabel
        control={<Switch checked={filter.question ?? false} onChange={toggle('question')} />}
        label="With a question"
      />
    </Box>
  );
}

function AllColumns({ columns }: { columns: readonly Column[] }) {
  return (
    <Box
      data-scrolls
      role="region"
      aria-label="Referrals by state"
      tabIndex={0}
      sx={{ display: 'flex', gap: 1.5, overflowX: 'auto', pb: 1, mx: { md: -3 }, px: { md: 3 } }}
    >
      {columns.map((column) => (
        <Box
          key={column.state}
          component="section"
          aria-label={labelOf(REFERRAL_STATES, column.state)}
          sx={{ flex: '0 0 248px' }}
        >
          <Typography variant="h2" sx={{ fontSize: '0.9375rem', mb: 1 }}>
            {labelOf(REFERRAL_STATES, column.state)}{' '}
            <Box component="span" sx={{ color: 'text.secondary', fontWeight: 500 }}>
              {column.count}
            </Box>
          </Typography>
          <Cards column={column} />
        </Box>
      ))}
    </Box>
  );
}

/** On a phone one state at a time. */
function OneColumn({ columns }: { columns: readonly Column[] }) {
  const [chosen, setChosen] = useState<ReferralState | null>(null);
  const fullest = columns.find(({ count }) => count > 0) ?? columns[0];
  const column = columns.find(({ state }) => state === chosen) ?? fullest;
  if (!column) return null;
  return (
    <>
      <TextField
        select
        fullWidth
        size="small"
        label="State"
        value={column.state}
        sx={{ mb: 2 }}
        onChange={(event) => setChosen(event.target.value as ReferralState)}
      >
        {columns.map(({ state, count }) => (
          <MenuItem key={state} value={state}>
            {labelOf(REFERRAL_STATES, state)} ({count})
          </MenuItem>
        ))}
      </TextField>
      <Cards column={column} />
    </>
  );
}

function Cards({ column }: { column: Column }) {
  const hidden = column.count - column.rows.length;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {column.rows.map((row) => (
        <ReferralCard key={row.id} row={row} />
      ))}
      {column.rows.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          None
        </Typography>
      )}
      {hidden > 0 && (
        <Typography variant="body2" color="textSecondary">
          and {hidden} more
        </Typography>
      )}
    </Box>
  );
}

function Loading() {
  return (
    <Box sx={{ display: 'flex', gap: 1.5, overflow: 'hidden' }} aria-hidden>
      {[2, 4, 3, 1].map((cards) => (
        <Box key={cards} sx={{ flex: '0 0 248px' }}>
          <Skeleton width={110} height={32} />
          {Array.from({ length: cards }, (_, index) => (
            <Skeleton key={index} variant="rounded" height={110} sx={{ mb: 1 }} />
          ))}
        </Box>
      ))}
    </Box>
  );
}
