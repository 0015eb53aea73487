import AddIcon from '@mui/icons-material/Add';
import UploadFileOutlinedIcon from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { SpendView } from '#contract';
import { useSourceChoices } from '../forms/use-choices';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { SourceTabs } from '../sources/SourceTabs';
import { Moment } from '../words/Moment';
import { dollars, monthInWords } from '../words/money';
import { NameOf } from '../words/NameOf';
import { SpendDialog } from './SpendDialog';

const origin = (spend: SpendView) =>
  spend.importId ? 'Import' : <NameOf resource="users" id={spend.enteredBy} none="by hand" />;

const COLUMNS: readonly Column<SpendView>[] = [
  {
    key: 'month',
    label: 'Month',
    sort: 'month',
    cell: (spend) => <strong>{monthInWords(spend.month)}</strong>,
  },
  {
    key: 'source',
    label: 'Source',
    sort: 'source',
    cell: (spend) => <NameOf resource="sources" id={spend.sourceId} />,
  },
  {
    key: 'campaign',
    label: 'Campaign',
    sort: 'campaign',
    wrap: true,
    cell: (spend) => spend.campaign ?? 'No campaign in particular',
  },
  {
    key: 'amount',
    label: 'Amount',
    sort: 'cents',
    align: 'right',
    cell: (spend) => dollars(spend.cents),
  },
  { key: 'from', label: 'Entered by', cell: origin },
  {
    key: 'at',
    label: 'Last changed',
    sort: 'updatedAt',
    cell: (spend) => <Moment at={spend.updatedAt} />,
  },
];

/** What sources cost, month by month: the other half of "cost per lead". */
export default function SpendList() {
  const { may } = useMe();
  const writes = may('spend.write');
  const sources = useSourceChoices();
  const [editing, setEditing] = useState<SpendView | 'new' | null>(null);
  const filters: readonly ListFilter[] = [
    { kind: 'choice', source: 'sourceId', label: 'Source', choices: sources },
    { kind: 'words', source: 'month', label: 'Month', hint: 'Such as 2026-03' },
  ];
  return (
    <>
      <ListPage<SpendView>
        resource="spend"
        title="Spend"
        about="Money per source, campaign and month. For reports alone: matching never sees it."
        above={<SourceTabs here="/spend" />}
        sort={{ field: 'month', order: 'DESC' }}
        columns={COLUMNS}
        filters={filters}
        searchLabel="Campaign"
        onRow={writes ? setEditing : undefined}
        card={(spend) => (
          <>
            <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1 }}>
              <strong>
                <NameOf resource="sources" id={spend.sourceId} />
              </strong>
              <strong>{dollars(spend.cents)}</strong>
            </Box>
            <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
              {monthInWords(spend.month)}
              {spend.campaign && ` · ${spend.campaign}`}
            </Typography>
          </>
        )}
        empty={{
          title: 'No amount here',
          sentence: 'Enter what a source cost in a month, or import what the ad network exports.',
        }}
        actions={
          writes && (
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              <Button
                component={RouterLink}
                to="/spend-imports"
                variant="outlined"
                startIcon={<UploadFileOutlinedIcon />}
              >
                Import
              </Button>
              <Button variant="contained" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
                Enter an amount
              </Button>
            </Box>
          )
        }
      />
      {editing && (
        <SpendDialog spend={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
