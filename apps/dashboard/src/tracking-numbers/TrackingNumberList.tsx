import AddIcon from '@mui/icons-material/Add';
import TravelExploreOutlinedIcon from '@mui/icons-material/TravelExploreOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { labelOf, NUMBER_USES } from '#contract';
import { Mark } from '../facilities/TrustMark';
import { useSourceChoices } from '../forms/use-choices';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { SourceTabs } from '../sources/SourceTabs';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { rulesInWords, type TrackingNumber } from './number-words';
import { TrackingNumberEdit } from './TrackingNumberEdit';
import { WhichNumber } from './WhichNumber';

const COLOURS = {
  usual: 'teal',
  site: 'green',
  elsewhere: 'blue',
  pool: 'yellow',
  resting: 'grey',
} as const satisfies Record<TrackingNumber['use'], string>;

const UseMark = ({ number: { use } }: { number: TrackingNumber }) => (
  <Mark label={labelOf(NUMBER_USES, use)} colour={COLOURS[use]} />
);

/** Where it is seen: by whom on the site, and on which paper. */
function Seen({ number }: { number: TrackingNumber }) {
  const rules = rulesInWords(number);
  return (
    <>
      {number.isDefault && rules.length === 0 && 'Everybody no other number fits'}
      {rules.join(', ')}
      {number.places && (
        <Typography component="span" variant="body2" color="textSecondary">
          {rules.length > 0 && ' · '}
          {number.places}
        </Typography>
      )}
    </>
  );
}

const COLUMNS: readonly Column<TrackingNumber>[] = [
  {
    key: 'phone',
    label: 'Number',
    sort: 'phone',
    cell: (number) => <strong>{phoneInWords(number.phone)}</strong>,
  },
  { key: 'label', label: 'Name', sort: 'label', cell: (number) => number.label },
  { key: 'use', label: 'Use', cell: (number) => <UseMark number={number} /> },
  {
    key: 'seen',
    label: 'Where it is seen',
    wrap: true,
    cell: (number) => <Seen number={number} />,
  },
  {
    key: 'source',
    label: 'Source',
    cell: (number) => <NameOf resource="sources" id={number.sourceId} />,
  },
  {
    key: 'campaign',
    label: 'Campaign',
    sort: 'campaign',
    cell: (number) => number.campaign ?? '',
  },
  {
    key: 'calls',
    label: 'Calls, 30 days',
    align: 'right',
    cell: (number) => number.calls30.toLocaleString('en-US'),
  },
  {
    key: 'last',
    label: 'Last call',
    cell: (number) => (number.lastCallAt ? <Moment at={number.lastCallAt} /> : 'Never'),
  },
];

/** The pool of numbers people call: where each is seen, and what it brought. */
export default function TrackingNumberList() {
  const { may } = useMe();
  const writes = may('source.write');
  const sources = useSourceChoices();
  const [editing, setEditing] = useState<TrackingNumber | 'new' | null>(null);
  const [asking, setAsking] = useState(false);
  const filters: readonly ListFilter[] = [
    { kind: 'choice', source: 'use', label: 'Use', choices: NUMBER_USES },
    { kind: 'choice', source: 'sourceId', label: 'Source', choices: sources },
  ];
  return (
    <>
      <ListPage<TrackingNumber>
        resource="tracking-numbers"
        title="Tracking numbers"
        about="The numbers people call. Each tells where they came from; the site shows each visitor the one that fits."
        above={<SourceTabs here="/tracking-numbers" />}
        sort={{ field: 'label', order: 'ASC' }}
        columns={COLUMNS}
        filters={filters}
        searchLabel="Number, name or campaign"
        onRow={writes ? setEditing : undefined}
        card={(number) => (
          <Box sx={{ display: 'grid', gap: 0.5 }}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
              <strong>{phoneInWords(number.phone)}</strong>
              <UseMark number={number} />
            </Box>
            <Typography variant="body2">
              {number.label} · <NameOf resource="sources" id={number.sourceId} />
              {number.campaign && ` · ${number.campaign}`}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              <Seen number={number} /> · {number.calls30} calls in 30 days
            </Typography>
          </Box>
        )}
        empty={{
          title: 'No number here',
          sentence: 'Add the toll-free number first; the site shows it to everybody.',
        }}
        actions={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button
              variant="outlined"
              startIcon={<TravelExploreOutlinedIcon />}
              onClick={() => setAsking(true)}
            >
              Which number is shown?
            </Button>
            {writes && (
              <Button variant="contained" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
                New number
              </Button>
            )}
          </Box>
        }
      />
      {asking && <WhichNumber onClose={() => setAsking(false)} />}
      {editing && (
        <TrackingNumberEdit
          number={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
