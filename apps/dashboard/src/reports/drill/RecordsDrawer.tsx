import CloseIcon from '@mui/icons-material/Close';
import DownloadOutlinedIcon from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNotify } from 'react-admin';
import { COUNT_CAP, type ReportRecord } from '#contract';
import { httpClient } from '../../api/http-client';
import { sentenceOf } from '../../api/refusal';
import { saveFile } from '../../api/save-file';
import { Emptiness, Failure } from '../../listing/states';
import { REPORTS_KEY } from '../../live/live';
import { useMe } from '../../session/me';
import { periodInWords } from '../asking/period';
import { useDefinition } from '../asking/catalogue';
import type { Drill } from './drill';
import { RecordRow } from './RecordRow';

const PAGE = 25;

const filterOf = ({ period, part, slices, fromSeconds, toSeconds }: Drill) =>
  encodeURIComponent(JSON.stringify({ ...period, part, slices, fromSeconds, toSeconds }));
const pathOf = (drill: Drill, what: string) =>
  `/api/reports/numbers/${encodeURIComponent(drill.name)}/${what}?filter=${filterOf(drill)}`;

/** Exactly the records that a number counts, and from each the way to its lead. */
export function RecordsDrawer({ drill, onClose }: { drill: Drill; onClose: () => void }) {
  const titleId = useId();
  const [page, setPage] = useState(0);
  const definition = useDefinition(drill.name);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...REPORTS_KEY, 'records', drill, page],
    queryFn: async ({ signal }) => {
      const range = encodeURIComponent(JSON.stringify([page * PAGE, page * PAGE + PAGE - 1]));
      const { json, headers } = await httpClient(`${pathOf(drill, 'records')}&range=${range}`, {
        signal,
      });
      const total = Number(headers.get('content-range')?.split('/').at(-1) ?? 0);
      return { rows: json as ReportRecord[], total };
    },
    retry: 1,
  });
  const total = data?.total ?? 0;
  const capped = total >= COUNT_CAP;
  const words = capped
    ? `More than ${(COUNT_CAP - 1).toLocaleString('en-US')} records`
    : `${total.toLocaleString('en-US')} ${total === 1 ? 'record' : 'records'}`;
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{ paper: { role: 'dialog', 'aria-labelledby': titleId } }}
    >
      <Box sx={{ width: { xs: '100vw', sm: 560, lg: 680 }, p: { xs: 2, sm: 2.5 } }}>
        <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography variant="h2" id={titleId}>
              {drill.title}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {periodInWords(drill.period)}
              {drill.part === 'left_out' && ' · what the number leaves out'}
              {drill.part === 'of' && ' · what it is divided by'}
            </Typography>
          </Box>
          <ExportButton drill={drill} disabled={!data || total === 0} />
          <IconButton aria-label="Close the list" onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </Box>
        {definition && (
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
            {definition.sentence} <em>{definition.formula}</em>
          </Typography>
        )}
        <Typography role="status" sx={{ mt: 1.5, mb: 0.5, fontWeight: 650 }}>
          {data ? words : '\u00a0'}
        </Typography>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {isPending &&
          !error &&
          [0, 1, 2, 3, 4, 5].map((each) => <Skeleton key={each} height={64} />)}
        {data?.rows.length === 0 && (
          <Emptiness title="No records" sentence="Nothing in this period belongs here." />
        )}
        <Box component="ul" aria-label="Records" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {data?.rows.map((record) => (
            <RecordRow key={record.id} record={record} />
          ))}
        </Box>
        {total > PAGE && (
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 1.5 }}>
            <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
              Earlier
            </Button>
            <Typography variant="body2">
              {page * PAGE + 1}–{Math.min(total, (page + 1) * PAGE)}
            </Typography>
            <Button
              disabled={(page + 1) * PAGE >= Math.min(total, COUNT_CAP - 1)}
              onClick={() => setPage(page + 1)}
            >
              Later
            </Button>
          </Box>
        )}
      </Box>
    </Drawer>
  );
}

/** The same list as a file, for those who may; that is put on record. */
function ExportButton({ drill, disabled }: { drill: Drill; disabled: boolean }) {
  const { may } = useMe();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  if (!may('export.run')) return null;
  const save = async () => {
    setBusy(true);
    try {
      await saveFile(pathOf(drill, 'records.csv'), `${drill.name}.csv`);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  return (
    <Button
      size="small"
      startIcon={<DownloadOutlinedIcon />}
      loading={busy}
      disabled={disabled}
      onClick={() => void save()}
    >
      CSV
    </Button>
  );
}
