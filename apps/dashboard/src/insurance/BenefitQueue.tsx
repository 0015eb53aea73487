import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { type BenefitCheckRow, CHECK_WAYS, labelOf } from '#contract';
import { ClockMark } from '../leads/ClockMark';
import { UrgencyMark } from '../leads/UrgencyMark';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { levelsInWords } from './check-words';
import { VerdictMark } from './VerdictMark';

const pageOf = (check: BenefitCheckRow) => `/benefit-checks/${check.id}/show`;

const NameLink = ({ check }: { check: BenefitCheckRow }) => (
  <Link
    component={RouterLink}
    to={pageOf(check)}
    underline="hover"
    sx={{ fontWeight: 650, color: 'text.primary' }}
  >
    {check.patientName ?? 'Name not known'}
  </Link>
);

function Due({ check }: { check: BenefitCheckRow }) {
  if (check.closedAt) return <Moment at={check.closedAt} />;
  const { dueAt } = check;
  return (
    <ClockMark clock={{ kind: 'benefit_check', dueAt, pausedBecause: null, resumesAt: null }} />
  );
}

const COLUMNS: readonly Column<BenefitCheckRow>[] = [
  { key: 'patient', label: 'Patient', cell: (check) => <NameLink check={check} /> },
  { key: 'urgency', label: 'Urgency', cell: (check) => <UrgencyMark urgency={check.urgency} /> },
  { key: 'payer', label: 'Payer', wrap: true, cell: (check) => check.payerName || 'Not known' },
  { key: 'levels', label: 'For', wrap: true, cell: (check) => levelsInWords(check.levelsOfCare) },
  { key: 'way', label: 'Way', cell: (check) => labelOf(CHECK_WAYS, check.way) },
  { key: 'state', label: 'Where it stands', cell: (check) => <VerdictMark check={check} /> },
  { key: 'due', label: 'Due, or closed', sort: 'dueAt', cell: (check) => <Due check={check} /> },
  {
    key: 'taken',
    label: 'With',
    cell: (check) => <NameOf resource="users" id={check.takenBy} none="nobody yet" />,
  },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'open', label: 'To be done', value: true },
  { kind: 'toggle', source: 'state', label: 'Needs a look', value: 'unclear' },
  { kind: 'choice', source: 'way', label: 'Way', choices: CHECK_WAYS },
  {
    kind: 'choice',
    source: 'verdict',
    label: 'Verdict',
    choices: [
      { code: 'viable', label: 'Viable' },
      { code: 'needs_more', label: 'Needs more' },
      { code: 'not_viable', label: 'Not viable' },
    ],
  },
];

/** What specialists work on: the first due first. */
export default function BenefitQueue() {
  return (
    <ListPage<BenefitCheckRow>
      resource="benefit-checks"
      title="Benefit checks"
      about="Coverage to verify, the first due first. Each is promised within two business hours."
      sort={{ field: 'dueAt', order: 'ASC' }}
      startWith={{ open: true }}
      columns={COLUMNS}
      filters={FILTERS}
      searchLabel="Patient’s name, phone or e-mail"
      rowTo={pageOf}
      card={(check) => (
        <>
          <Stack
            direction="row"
            spacing={1}
            sx={{ alignItems: 'center', flexWrap: 'wrap', rowGap: 0.5 }}
          >
            <NameLink check={check} />
            <VerdictMark check={check} />
          </Stack>
          <Typography variant="body2" color="textSecondary">
            {check.payerName || 'Payer not known'} · {levelsInWords(check.levelsOfCare)}
          </Typography>
          <Due check={check} />
        </>
      )}
      empty={{
        title: 'Nothing to verify',
        sentence: 'Checks are asked for on the lead’s page, under “Coverage and benefits”.',
      }}
    />
  );
}
