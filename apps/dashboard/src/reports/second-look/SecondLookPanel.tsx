import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecondLook, SecondLookRow } from '#contract';
import { read } from '../../api/http-client';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { REPORTS_KEY } from '../../live/live';
import { useMe } from '../../session/me';
import { monthInWords } from '../../words/money';
import { useReportView } from '../asking/use-report-view';
import { FindDialog } from './FindDialog';
import { SecondLookTable } from './SecondLookTable';

const MONTHS = 12;

/** A month's leads that numbers leave out and somebody looks at who did not close them. */
export function SecondLookPanel() {
  const { may } = useMe();
  const { today } = useReportView();
  const months = monthsBefore(today);
  const [month, setMonth] = useState(months[0] ?? today.slice(0, 7));
  const [chosen, setChosen] = useState<SecondLookRow | null>(null);
  const client = useQueryClient();
  const key = [...REPORTS_KEY, 'second-look', month];
  const allowed = may('report.manage');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read<SecondLook>(`/api/reports/second-look?month=${month}`, signal),
    enabled: allowed,
    retry: 1,
  });
  return (
    <Panel title="Looked at by a second person">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        One in twenty of the leads a month leaves out, at least ten, is looked at by somebody who
        did not close it. Which ones is told by their ids: nobody chooses them.
      </Typography>
      {allowed ? (
        <>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 1 }}>
            <TextField
              select
              label="Month"
              value={month}
              onChange={({ target }) => setMonth(target.value)}
              sx={{ minWidth: 180 }}
            >
              {months.map((each) => (
                <MenuItem key={each} value={each}>
                  {monthInWords(each)}
                </MenuItem>
              ))}
            </TextField>
            {data && <Typography role="status">{inWords(data)}</Typography>}
          </Box>
          {error && <Failure error={error} onRetry={() => void refetch()} />}
          {isPending && !error && <Skeleton variant="rounded" height={280} />}
          {data?.rows.length === 0 && (
            <Emptiness
              title="Nothing is left out in this month"
              sentence="Leads closed as duplicate, spam, wrong number, vendor or job seeker would be here."
            />
          )}
          {data && data.rows.length > 0 && <SecondLookTable rows={data.rows} onLook={setChosen} />}
        </>
      ) : (
        <Typography>Managers look at the sample.</Typography>
      )}
      {chosen && (
        <FindDialog
          row={chosen}
          onClose={() => setChosen(null)}
          onFound={(found) => client.setQueryData(key, found)}
        />
      )}
    </Panel>
  );
}

/** This month and those before it, the latest first. */
function monthsBefore(today: string): string[] {
  const [year = 2000, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

function inWords({ all, leftOut, looked, wrong, rows }: SecondLook): string {
  const count = (number: number) => number.toLocaleString('en-US');
  const share = all === 0 ? '' : ` (${Math.round((leftOut / all) * 100)} %)`;
  const found = looked === 0 ? '' : `, ${count(wrong)} of them should be counted`;
  return `${count(leftOut)} of ${count(all)} leads are left out${share}; ${count(looked)} of ${count(rows.length)} in the sample were looked at${found}.`;
}
