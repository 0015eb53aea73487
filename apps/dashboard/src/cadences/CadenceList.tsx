import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import type { CadenceRow } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';

const NameLink = ({ cadence }: { cadence: CadenceRow }) => (
  <Link
    component={RouterLink}
    to={`/cadences/${cadence.id}`}
    underline="hover"
    sx={{ fontWeight: 650, color: 'text.primary' }}
  >
    {cadence.name}
  </Link>
);

const standing = ({ active, isDefault, onRequest }: CadenceRow): string => {
  if (!active) return 'Retired';
  if (isDefault) return 'Every new lead starts on it';
  return onRequest ? 'Only for those who ask' : 'In use';
};

const COLUMNS: readonly Column<CadenceRow>[] = [
  { key: 'name', label: 'Name', sort: 'name', cell: (cadence) => <NameLink cadence={cadence} /> },
  { key: 'standing', label: 'Standing', cell: standing },
  { key: 'steps', label: 'Steps', align: 'right', cell: (cadence) => cadence.stepCount },
  { key: 'enrolled', label: 'Leads on it', align: 'right', cell: (cadence) => cadence.enrolled },
  { key: 'plan', label: 'Version', align: 'right', cell: (cadence) => cadence.planNumber },
  {
    key: 'updated',
    label: 'Changed',
    sort: 'updatedAt',
    cell: (cadence) => <Moment at={cadence.updatedAt} />,
  },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'active', label: 'In use', value: true },
];

/** The plans by which people are followed up. */
export default function CadenceList() {
  const { may } = useMe();
  return (
    <ListPage<CadenceRow>
      resource="cadences"
      title="Follow-up plans"
      about="What is tried, when, until somebody is reached. Whoever is on an older version stays on it."
      sort={{ field: 'name', order: 'ASC' }}
      columns={COLUMNS}
      filters={FILTERS}
      searchLabel="Name"
      rowTo={(cadence) => `/cadences/${cadence.id}`}
      card={(cadence) => (
        <Box>
          <NameLink cadence={cadence} />
          <Typography variant="body2" color="textSecondary">
            {standing(cadence)} · {cadence.stepCount} steps · {cadence.enrolled} leads on it
          </Typography>
        </Box>
      )}
      empty={{ title: 'No plans yet', sentence: 'Write the first one.' }}
      actions={
        may('cadence.write') && (
          <Button
            component={RouterLink}
            to="/cadences/create"
            variant="contained"
            startIcon={<AddIcon />}
          >
            New plan
          </Button>
        )
      }
    />
  );
}
