import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { z } from 'zod';
import type { TrackingNumberView } from '#contract';
import type { Column } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { SourceTabs } from '../sources/SourceTabs';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { TrackingNumberEdit } from './TrackingNumberEdit';

export type TrackingNumber = z.infer<typeof TrackingNumberView>;

const use = (number: TrackingNumber) =>
  number.isDefault ? 'The usual number' : number.active ? 'In use' : 'Not in use';

const COLUMNS: readonly Column<TrackingNumber>[] = [
  {
    key: 'phone',
    label: 'Number',
    cell: (number) => <strong>{phoneInWords(number.phone)}</strong>,
  },
  { key: 'label', label: 'Name', sort: 'label', cell: (number) => number.label },
  {
    key: 'source',
    label: 'Source',
    cell: (number) => <NameOf resource="sources" id={number.sourceId} />,
  },
  { key: 'campaign', label: 'Campaign', cell: (number) => number.campaign ?? '' },
  { key: 'utm', label: 'utm_source', cell: (number) => number.utmSource ?? '' },
  { key: 'use', label: 'Use', cell: use },
];

/** The numbers people call, each telling where they came from. */
export default function TrackingNumberList() {
  const { may } = useMe();
  const writes = may('source.write');
  const [editing, setEditing] = useState<TrackingNumber | 'new' | null>(null);
  return (
    <>
      <ListPage<TrackingNumber>
        resource="tracking-numbers"
        title="Tracking numbers"
        about="The numbers people call; each tells where they came from."
        above={<SourceTabs here="/tracking-numbers" />}
        sort={{ field: 'label', order: 'ASC' }}
        columns={COLUMNS}
        onRow={writes ? setEditing : undefined}
        card={(number) => (
          <>
            <strong>{phoneInWords(number.phone)}</strong>
            <Typography variant="body2" color="textSecondary">
              {number.label} · <NameOf resource="sources" id={number.sourceId} /> · {use(number)}
            </Typography>
          </>
        )}
        empty={{
          title: 'No number yet',
          sentence: 'Add the toll-free number first; the site shows it.',
        }}
        actions={
          writes && (
            <Button variant="contained" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
              New number
            </Button>
          )
        }
      />
      {editing && (
        <TrackingNumberEdit
          number={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
