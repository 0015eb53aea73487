import UploadFileOutlinedIcon from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import { IMPORT_KINDS, IMPORT_STATES, type ImportRunView, labelOf } from '#contract';
import type { Column } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { StateMark } from './StateMark';
import { UploadDialog } from './UploadDialog';

const pageOf = (run: ImportRunView) => `/directory-imports/${run.id}/show`;

const Name = ({ run }: { run: ImportRunView }) => (
  <Link
    component={RouterLink}
    to={pageOf(run)}
    underline="hover"
    sx={{ fontWeight: 650, color: 'text.primary', overflowWrap: 'anywhere' }}
  >
    {run.fileName}
  </Link>
);

const COLUMNS: readonly Column<ImportRunView>[] = [
  { key: 'file', label: 'File', wrap: true, cell: (run) => <Name run={run} /> },
  { key: 'kind', label: 'What it is', cell: (run) => labelOf(IMPORT_KINDS, run.kind) },
  { key: 'state', label: 'Stands', cell: (run) => <StateMark run={run} /> },
  { key: 'rows', label: 'Rows', align: 'right', cell: (run) => run.total?.toLocaleString('en-US') },
  {
    key: 'by',
    label: 'By',
    cell: (run) => <NameOf resource="users" id={run.startedBy} none="the system" />,
  },
  { key: 'at', label: 'When', sort: 'createdAt', cell: (run) => <Moment at={run.createdAt} /> },
];

/** Files that were taken into the directory. */
export default function ImportList() {
  const navigate = useNavigate();
  const [uploading, setUploading] = useState(false);
  return (
    <>
      <ListPage<ImportRunView>
        resource="directory-imports"
        title="Imports"
        about="Directories and tables of facilities. Each is looked at first, and can be taken back."
        sort={{ field: 'createdAt', order: 'DESC' }}
        columns={COLUMNS}
        rowTo={pageOf}
        card={(run) => (
          <Box sx={{ display: 'grid', gap: 0.5 }}>
            <Name run={run} />
            <Typography variant="body2" color="textSecondary">
              {labelOf(IMPORT_STATES, run.state)} · <Moment at={run.createdAt} />
            </Typography>
          </Box>
        )}
        empty={{
          title: 'Nothing imported yet',
          sentence:
            'Take in a file of FindTreatment.gov, the national directory, an HSDS feed or a table of your own.',
        }}
        actions={
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button component={RouterLink} to="/facilities" variant="outlined">
              Facilities
            </Button>
            <Button
              variant="contained"
              startIcon={<UploadFileOutlinedIcon />}
              onClick={() => setUploading(true)}
            >
              Import a file
            </Button>
          </Box>
        }
      />
      {uploading && (
        <UploadDialog
          onClose={() => setUploading(false)}
          onTaken={(run) => void navigate(pageOf(run))}
        />
      )}
    </>
  );
}
