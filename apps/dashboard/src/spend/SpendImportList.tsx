import UploadFileOutlinedIcon from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import { labelOf, SPEND_IMPORT_STATES, type SpendImportView } from '#contract';
import type { Column } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { SourceTabs } from '../sources/SourceTabs';
import { Moment } from '../words/Moment';
import { dollars } from '../words/money';
import { NameOf } from '../words/NameOf';
import { SpendUploadDialog } from './SpendUploadDialog';

const pageOf = (run: SpendImportView) => `/spend-imports/${run.id}/show`;

const Name = ({ run }: { run: SpendImportView }) => (
  <Link
    component={RouterLink}
    to={pageOf(run)}
    underline="hover"
    sx={{ fontWeight: 650, color: 'text.primary', overflowWrap: 'anywhere' }}
  >
    {run.fileName}
  </Link>
);

const COLUMNS: readonly Column<SpendImportView>[] = [
  { key: 'file', label: 'File', wrap: true, cell: (run) => <Name run={run} /> },
  { key: 'state', label: 'Stands', cell: (run) => labelOf(SPEND_IMPORT_STATES, run.state) },
  { key: 'total', label: 'Amount', align: 'right', cell: (run) => dollars(run.totalCents) },
  { key: 'by', label: 'By', cell: (run) => <NameOf resource="users" id={run.startedBy} /> },
  { key: 'at', label: 'When', sort: 'createdAt', cell: (run) => <Moment at={run.createdAt} /> },
];

/** Tables of spend that were handed in. */
export default function SpendImportList() {
  const navigate = useNavigate();
  const [uploading, setUploading] = useState(false);
  return (
    <>
      <ListPage<SpendImportView>
        resource="spend-imports"
        title="Imports of spend"
        about="What advertising networks export, as CSV. Each is looked at first, and can be taken back."
        above={<SourceTabs here="/spend" />}
        sort={{ field: 'createdAt', order: 'DESC' }}
        columns={COLUMNS}
        rowTo={pageOf}
        card={(run) => (
          <Box sx={{ display: 'grid', gap: 0.5 }}>
            <Name run={run} />
            <Typography variant="body2" color="textSecondary">
              {labelOf(SPEND_IMPORT_STATES, run.state)} · {dollars(run.totalCents)} ·{' '}
              <Moment at={run.createdAt} />
            </Typography>
          </Box>
        )}
        empty={{
          title: 'Nothing imported yet',
          sentence: 'A table with a day or month and an amount is enough; campaigns are welcome.',
        }}
        actions={
          <Button
            variant="contained"
            startIcon={<UploadFileOutlinedIcon />}
            onClick={() => setUploading(true)}
          >
            Import a table
          </Button>
        }
      />
      {uploading && (
        <SpendUploadDialog
          onClose={() => setUploading(false)}
          onTaken={(run) => void navigate(pageOf(run))}
        />
      )}
    </>
  );
}
