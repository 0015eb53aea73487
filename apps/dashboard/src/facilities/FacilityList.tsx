import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import {
  bedTrust,
  DIRECTORY_SOURCES,
  type FacilityRow,
  labelOf,
  LEVELS_OF_CARE,
  type PayerView,
  POPULATIONS,
  US_STATES,
} from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { dayInWords } from '../words/time';
import { NameOf } from '../words/NameOf';
import { PhoneLink } from '../words/PhoneLink';
import { levelInShort, placeOf } from './facility-words';
import { FacilityDialog } from './FacilityDialog';
import { Mark, TrustMark } from './TrustMark';

const SHOWN_LEVELS = 2;

/** Where a facility's page is. */
const pageOf = (facility: FacilityRow) => `/facilities/${facility.id}/show`;

function Name({ facility }: { facility: FacilityRow }) {
  return (
    <Box>
      <Link
        component={RouterLink}
        to={pageOf(facility)}
        underline="hover"
        sx={{ fontWeight: 650, color: 'text.primary' }}
      >
        {facility.name}
      </Link>
      {facility.organisationName && facility.organisationName !== facility.name && (
        <Typography variant="body2" color="textSecondary">
          {facility.organisationName}
        </Typography>
      )}
    </Box>
  );
}

function Levels({ facility }: { facility: FacilityRow }) {
  const { levels } = facility;
  if (levels.length === 0)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        No program yet
      </Box>
    );
  const more = levels.length - SHOWN_LEVELS;
  return (
    <>
      {levels.slice(0, SHOWN_LEVELS).map(levelInShort).join(', ')}
      {more > 0 && ` and ${more} more`}
    </>
  );
}

function Beds({ facility }: { facility: FacilityRow }) {
  if (facility.bedsOpen === null || facility.bedsSaidAt === null) return null;
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
      <span>{facility.bedsOpen} open</span>
      <TrustMark trust={bedTrust(facility.bedsSaidAt, new Date())} />
    </Stack>
  );
}

function Standing({ facility }: { facility: FacilityRow }) {
  if (!facility.active) return <Mark label="Not in use" colour="grey" />;
  if (facility.stale) return <Mark label="To be verified" colour="orange" />;
  if (!facility.staleFrom) return <Mark label="Nothing said yet" colour="grey" />;
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      until {dayInWords(facility.staleFrom.slice(0, 10))}
    </Box>
  );
}

const COLUMNS: readonly Column<FacilityRow>[] = [
  {
    key: 'name',
    label: 'Facility',
    sort: 'name',
    wrap: true,
    cell: (row) => <Name facility={row} />,
  },
  {
    key: 'place',
    label: 'Where',
    sort: 'state',
    wrap: true,
    cell: (row) =>
      row.distanceMiles === null ? placeOf(row) : `${placeOf(row)} · ${row.distanceMiles} mi`,
  },
  { key: 'levels', label: 'Levels of care', wrap: true, cell: (row) => <Levels facility={row} /> },
  { key: 'beds', label: 'Beds', cell: (row) => <Beds facility={row} /> },
  {
    key: 'phone',
    label: 'Phone',
    cell: (row) => row.phone && <PhoneLink value={row.phone} />,
  },
  {
    key: 'facts',
    label: 'Confirmed',
    sort: 'staleFrom',
    cell: (row) => <Standing facility={row} />,
  },
  {
    key: 'owner',
    label: 'Looked after by',
    quiet: true,
    cell: (row) => <NameOf resource="users" id={row.relationshipOwnerId} none="nobody" />,
  },
  {
    key: 'source',
    label: 'Came from',
    sort: 'source',
    quiet: true,
    cell: (row) => labelOf(DIRECTORY_SOURCES, row.source),
  },
  {
    key: 'updated',
    label: 'Changed',
    sort: 'updatedAt',
    quiet: true,
    cell: (row) => <Moment at={row.updatedAt} />,
  },
];

/** Every facility that people can be referred to. */
export default function FacilityList() {
  const { may } = useMe();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data: payers } = useGetList<PayerView>(
    'payers',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { staleTime: 5 * 60_000 },
  );
  const filters: ListFilter[] = [
    { kind: 'toggle', source: 'stale', label: 'To be verified', value: true },
    { kind: 'toggle', source: 'relationshipOwnerId', label: 'Mine', value: 'me' },
    { kind: 'choice', source: 'levelOfCare', label: 'Level of care', choices: LEVELS_OF_CARE },
    {
      kind: 'choice',
      source: 'payerId',
      label: 'Takes',
      choices: (payers ?? []).map((payer) => ({ code: payer.id, label: payer.name })),
    },
    { kind: 'choice', source: 'population', label: 'Made for', choices: POPULATIONS },
    { kind: 'choice', source: 'state', label: 'State', choices: US_STATES },
    { kind: 'words', source: 'zip', label: 'Around this ZIP', hint: 'Five digits' },
    { kind: 'words', source: 'miles', label: 'Miles from there', hint: '25 unless you say' },
    { kind: 'choice', source: 'source', label: 'Came from', choices: DIRECTORY_SOURCES },
  ];
  return (
    <>
      <ListPage<FacilityRow>
        resource="facilities"
        title="Facilities"
        about="Where people can be referred to, what is offered there, and how sure that is."
        sort={{ field: 'name', order: 'ASC' }}
        columns={COLUMNS}
        filters={filters}
        filter={{ active: true }}
        searchLabel="Name, city, state or ZIP"
        rowTo={pageOf}
        card={(row) => (
          <Box sx={{ display: 'grid', gap: 0.5 }}>
            <Name facility={row} />
            <Typography variant="body2" color="textSecondary">
              {placeOf(row)}
              {row.distanceMiles !== null && ` · ${row.distanceMiles} mi`}
            </Typography>
            <Typography variant="body2">
              <Levels facility={row} />
            </Typography>
            <Stack
              direction="row"
              spacing={1}
              useFlexGap
              sx={{ alignItems: 'center', flexWrap: 'wrap' }}
            >
              <Beds facility={row} />
              {row.stale && <Mark label="To be verified" colour="orange" />}
            </Stack>
          </Box>
        )}
        empty={{
          title: 'No facilities yet',
          sentence: 'Add the first one, or import a directory such as FindTreatment.gov.',
        }}
        actions={
          <Stack direction="row" spacing={1}>
            {may('facility.import') && (
              <Button component={RouterLink} to="/directory-imports" variant="outlined">
                Imports
              </Button>
            )}
            {may('facility.write') && (
              <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
                New facility
              </Button>
            )}
          </Stack>
        }
      />
      {adding && (
        <FacilityDialog
          facility={null}
          onClose={() => setAdding(false)}
          onMade={(id) => void navigate(`/facilities/${id}/show`)}
        />
      )}
    </>
  );
}
