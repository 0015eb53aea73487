import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'react-admin';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { type BenefitCheckView, CHECK_WAYS, labelOf, RELATIONSHIPS } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { ClockMark } from '../leads/ClockMark';
import { Facts } from '../leads/page/Facts';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { NameOf } from '../words/NameOf';
import { useNow } from '../words/use-now';
import { CheckActions } from './CheckActions';
import { isValid, levelsInWords, onRecord, planFacts } from './check-words';
import { CostPanel } from './CostPanel';
import { PRINTED } from './print-look';
import { TermsTable } from './TermsTable';
import { VerdictMark } from './VerdictMark';

/** One benefit check: where it stands, what was found, what it means for the person. Made to be printed, too. */
export default function CheckPage() {
  const { id = '' } = useParams();
  const {
    data: check,
    error,
    isPending,
    refetch,
  } = useGetOne<BenefitCheckView>('benefit-checks', { id, meta: WHOLE }, { retry: 1 });
  useDocumentTitle('Benefit check');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !check) return <Skeleton variant="rounded" height={420} />;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'minmax(0, 1fr)',
        maxWidth: 1080,
        ...PRINTED,
      }}
    >
      <Header check={check} />
      {check.refusals.length > 0 && <Refusals check={check} />}
      {check.reasons.length > 0 && <Reasons check={check} />}
      {check.terms.length > 0 && (
        <Panel title="What the plan covers">
          <TermsTable terms={check.terms} />
        </Panel>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        {check.summary && (
          <Panel title="The plan">
            <Facts facts={planFacts(check.summary)} />
          </Panel>
        )}
        <Proof check={check} />
      </Box>
      {check.cost.length > 0 && (
        // A sheet of its own: this one is for the patient.
        <Box sx={{ '@media print': { breakBefore: 'page' } }}>
          <CostPanel cost={check.cost} dependent={check.dependent} />
        </Box>
      )}
      {check.asked.length > 0 && <Asked check={check} />}
    </Box>
  );
}

/** Keeps the whole check apart from the row a list left in the cache. */
const WHOLE = { whole: true };

function Header({ check }: { check: BenefitCheckView }) {
  const now = useNow(60_000);
  const { dueAt } = check;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
        <Typography variant="h1">
          {check.patientName ?? 'Name not known'}: {check.payerName || 'payer not known'}
        </Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 0.5 }}>
          <VerdictMark check={check} />
          {check.closedAt === null ? (
            <ClockMark
              clock={{ kind: 'benefit_check', dueAt, pausedBecause: null, resumesAt: null }}
            />
          ) : (
            check.validUntil && (
              <Typography variant="body2" color={isValid(check, now) ? 'textSecondary' : 'error'}>
                {isValid(check, now) ? 'Good until' : 'No longer to be relied on since'}{' '}
                {onRecord(check.validUntil)}. Verified again on the day of admission.
              </Typography>
            )
          )}
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          {levelsInWords(check.levelsOfCare)} ·{' '}
          <Link component={RouterLink} to={`/leads/${check.leadId}/show`}>
            Lead #{check.leadNumber}
          </Link>
        </Typography>
      </Box>
      <CheckActions check={check} />
    </Box>
  );
}

function Refusals({ check }: { check: BenefitCheckView }) {
  return (
    <Alert severity={check.closedAt ? 'info' : 'warning'}>
      <AlertTitle>
        {check.closedAt ? 'The payer did not answer everything' : 'There is no whole answer yet'}
      </AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {check.refusals.map(({ code, sentence, toDo }) => (
          <li key={`${code} ${sentence}`}>
            <strong>{sentence}</strong> {toDo}
          </li>
        ))}
      </Box>
    </Alert>
  );
}

function Reasons({ check }: { check: BenefitCheckView }) {
  return (
    <Panel title="Why">
      <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
        {check.reasons.map(({ rule, because }) => (
          <li key={`${rule} ${because}`}>{because}</li>
        ))}
      </Box>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1 }}>
        By version {check.rulesVersion} of the rules.
      </Typography>
    </Panel>
  );
}

/** Who was asked how, who answered, and under which number: what one shows when it is doubted. */
function Proof({ check }: { check: BenefitCheckView }) {
  const relationship =
    check.subscriberRelationship === 'self'
      ? 'the patient'
      : labelOf(RELATIONSHIPS, check.subscriberRelationship).toLowerCase();
  return (
    <Panel title="The proof">
      <Facts
        facts={[
          ['Member id', check.memberId],
          ['Policyholder', relationship || 'Not said'],
          ...(check.dependent
            ? ([
                [
                  'Statements',
                  check.toldAboutStatements
                    ? 'The patient was told that they may go to the policyholder'
                    : 'The patient was not told yet',
                ],
              ] as const)
            : []),
          ['Way', labelOf(CHECK_WAYS, check.way)],
          ...(check.way === 'electronic' || check.closedAt === null
            ? []
            : ([
                ['Spoke with', check.representative],
                ['Reference', check.reference],
              ] as const)),
          [
            'Asked for',
            <span key="asked">
              {onRecord(check.requestedAt)},{' '}
              <NameOf resource="users" id={check.requestedBy} none="by itself" />
            </span>,
          ],
          ...(check.closedAt
            ? ([
                [
                  'Closed',
                  <span key="closed">
                    {onRecord(check.closedAt)},{' '}
                    <NameOf resource="users" id={check.closedBy} none="by itself" />
                  </span>,
                ],
              ] as const)
            : []),
          ...(check.note ? ([['Note', check.note]] as const) : []),
        ]}
      />
    </Panel>
  );
}

const STATES: Record<string, string> = {
  waiting: 'Waiting',
  asking: 'Being asked',
  answered: 'Answered',
  refused: 'Refused',
  failed: 'Not asked',
  unknown: 'Not known',
};

/** Each service type is a question of its own. */
function Asked({ check }: { check: BenefitCheckView }) {
  return (
    <Box className="screen-only">
      <Panel title="Asked electronically">
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {check.asked.map(({ serviceType, label, state, attempts, sentence }) => (
            <li key={serviceType}>
              {label} ({serviceType}): {(STATES[state] ?? state).toLowerCase()}
              {attempts > 1 && `, asked ${attempts} times`}
              {sentence && `. ${sentence}`}
            </li>
          ))}
        </Box>
      </Panel>
    </Box>
  );
}
