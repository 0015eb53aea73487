import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { z } from 'zod';
import type { SourceView } from '#contract';
import type { Column } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { SourceEdit } from './SourceEdit';
import { SourceTabs } from './SourceTabs';

export type Source = z.infer<typeof SourceView>;

const COLUMNS: readonly Column<Source>[] = [
  { key: 'name', label: 'Source', sort: 'name', cell: (source) => <strong>{source.name}</strong> },
  { key: 'kind', label: 'Kind', cell: (source) => source.kind.replaceAll('_', ' ') },
  { key: 'code', label: 'Code', cell: (source) => <code>{source.code}</code> },
  { key: 'active', label: 'In use', cell: (source) => (source.active ? 'Yes' : 'No') },
];

/** How people come to us. */
export default function SourceList() {
  const { may } = useMe();
  const writes = may('source.write');
  const [editing, setEditing] = useState<Source | 'new' | null>(null);
  return (
    <>
      <ListPage<Source>
        resource="sources"
        title="Sources"
        about="How people come to us. Reports count by them."
        above={<SourceTabs here="/sources" />}
        sort={{ field: 'name', order: 'ASC' }}
        columns={COLUMNS}
        onRow={writes ? setEditing : undefined}
        card={(source) => (
          <>
            <strong>{source.name}</strong>
            <Typography variant="body2" color="textSecondary">
              {source.kind.replaceAll('_', ' ')} · {source.active ? 'in use' : 'not in use'}
            </Typography>
          </>
        )}
        empty={{
          title: 'No sources',
          sentence: 'They come with the reference data of the installation.',
        }}
        actions={
          writes && (
            <Button variant="contained" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
              New source
            </Button>
          )
        }
      />
      {editing && (
        <SourceEdit source={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
