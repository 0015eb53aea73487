import AddIcon from '@mui/icons-material/Add';
import DownloadOutlinedIcon from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { labelOf, REPORT_PRESETS, REPORT_RHYTHMS, type SavedReportView } from '#contract';
import { sentenceOf } from '../../api/refusal';
import { saveFile } from '../../api/save-file';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { Moment } from '../../words/Moment';
import { fileOf, useSavedReports } from './own-api';
import { SavedReportDialog } from './SavedReportDialog';
import { SavedAnswer } from './SavedAnswer';

/** The questions somebody asks again and again: looked at here, taken home as a file, sent by e-mail. */
export function SavedReports() {
  const { data, error, isPending, refetch } = useSavedReports();
  const [editing, setEditing] = useState<SavedReportView | 'new' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const open = data?.find(({ id }) => id === shown);
  return (
    <>
      <Panel
        title="Saved reports"
        action={
          <Button size="small" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
            New report
          </Button>
        }
      >
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {isPending && !error && <Skeleton height={120} />}
        {data?.length === 0 && (
          <Emptiness
            title="No report saved yet"
            sentence="Choose numbers, slices and a period; it can come by e-mail every morning."
          />
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {data?.map((report) => (
            <Row
              key={report.id}
              report={report}
              onOpen={() => setShown(shown === report.id ? null : report.id)}
              open={shown === report.id}
              onEdit={() => setEditing(report)}
            />
          ))}
        </Box>
      </Panel>
      {open && <SavedAnswer key={`${open.id} ${open.version}`} report={open} />}
      {editing && (
        <SavedReportDialog
          report={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  report: SavedReportView;
  open: boolean;
  onOpen: () => void;
  onEdit: () => void;
}

function Row({ report, open, onOpen, onEdit }: RowProps) {
  const notify = useNotify();
  const { name, settings, schedule, recipients, nextAt, lastFailed, shared, mine } = report;
  const take = async (as: 'pdf' | 'csv') => {
    try {
      await saveFile(fileOf(report.id, as), `${name}.${as}`);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
        '&:first-of-type': { borderTop: 0 },
      }}
    >
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Typography component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {settings.names.length} {settings.names.length === 1 ? 'number' : 'numbers'},{' '}
          {labelOf(REPORT_PRESETS, settings.preset).toLowerCase()}
          {shared && ' · shared'}
          {schedule &&
            recipients.length > 0 &&
            ` · ${labelOf(REPORT_RHYTHMS, schedule.every).toLowerCase()} at ${schedule.at}, to ${recipients.length} ${recipients.length === 1 ? 'person' : 'people'}`}
          {nextAt && (
            <>
              {' · next '}
              <Moment at={nextAt} />
            </>
          )}
          {lastFailed > 0 && ` · ${lastFailed} of the last e-mails did not go out`}
        </Typography>
      </Box>
      <Button size="small" aria-expanded={open} aria-label={`Show ${name}`} onClick={onOpen}>
        {open ? 'Hide' : 'Show'}
      </Button>
      {(['pdf', 'csv'] as const).map((as) => (
        <Button
          key={as}
          size="small"
          startIcon={<DownloadOutlinedIcon />}
          aria-label={`${name} as ${as.toUpperCase()}`}
          onClick={() => void take(as)}
        >
          {as.toUpperCase()}
        </Button>
      ))}
      {mine && (
        <Button size="small" aria-label={`Change ${name}`} onClick={onEdit}>
          Change
        </Button>
      )}
    </Box>
  );
}
