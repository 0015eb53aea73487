import ArrowUpwardIcon from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useGetList, useNotify, useReference } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import {
  type BenefitCheckRow,
  type CoverageView,
  labelOf,
  type LeadDetail,
  type PayerView,
  PLAN_TYPES,
  RELATIONSHIPS,
} from '#contract';
import { sentenceOf } from '../api/refusal';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone, useRefreshLead } from '../leads/actions/use-lead-done';
import { Facts } from '../leads/page/Facts';
import { Panel } from '../leads/page/Panel';
import { leadPartKey } from '../live/live';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { useNow } from '../words/use-now';
import { CardPictures } from './CardPictures';
import { isValid, levelsInWords } from './check-words';
import { coverageActions, readConsent } from './insurance-api';
import { VerdictMark } from './VerdictMark';

const AskCheckDialog = lazy(() => import('./AskCheckDialog'));
const CoverageDialog = lazy(() => import('./CoverageDialog'));

/** Who may pay, in the order they pay, and what their plans were found to cover. */
export default function CoverageSection({ lead }: { lead: LeadDetail }) {
  const { may } = useMe();
  const [editing, setEditing] = useState<CoverageView | null>(null);
  const [asking, setAsking] = useState<CoverageView | null>(null);
  const checks = useChecks(lead.id);
  const consent = useConsent(lead.id);
  const several = lead.coverages.length > 1;
  return (
    <Panel
      title="Coverage and benefits"
      action={
        may('coverage.write') && (
          <Button size="small" onClick={() => openAction({ action: 'coverage' })}>
            Add
          </Button>
        )
      }
    >
      {lead.coverages.length === 0 && (
        <Typography color="textSecondary" variant="body2">
          No insurance was given. That never stands in the way of help.
        </Typography>
      )}
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        {lead.coverages.map((coverage, place) => (
          <Coverage
            key={coverage.id}
            lead={lead}
            coverage={coverage}
            place={several ? place : null}
            checks={checks.filter((check) => check.coverageId === coverage.id)}
            onEdit={() => setEditing(coverage)}
            onAsk={consent === undefined ? undefined : () => setAsking(coverage)}
          />
        ))}
      </Box>
      {lead.coverages.length > 0 && <Consent lead={lead} stands={consent} />}
      <LowCost lead={lead} />
      <Suspense fallback={null}>
        {editing && (
          <CoverageDialog lead={lead} coverage={editing} onClose={() => setEditing(null)} />
        )}
        {asking && (
          <AskCheckDialog
            lead={lead}
            coverage={asking}
            agreed={consent === true}
            onClose={() => setAsking(null)}
          />
        )}
      </Suspense>
    </Panel>
  );
}

interface CoverageProps {
  lead: LeadDetail;
  coverage: CoverageView;
  /** Its place among several; null: it is the only one. */
  place: number | null;
  /** The latest first. */
  checks: readonly BenefitCheckRow[];
  onEdit: () => void;
  onAsk: (() => void) | undefined;
}

function Coverage({ lead, coverage, place, checks, onEdit, onAsk }: CoverageProps) {
  const { may } = useMe();
  const open = checks.find(({ closedAt }) => closedAt === null);
  const last = checks.find(({ state }) => state === 'completed');
  return (
    <Box>
      {place !== null && (
        <Box sx={{ display: 'flex', alignItems: 'center', mb: 0.5 }}>
          <Typography variant="subtitle2" component="h3" sx={{ flex: 1 }}>
            {place === 0
              ? 'Pays first'
              : place === 1
                ? 'Pays second'
                : `Pays as number ${place + 1}`}
          </Typography>
          {place > 0 && may('coverage.write') && <PaysSooner lead={lead} place={place} />}
        </Box>
      )}
      <Facts
        facts={[
          ['Payer', <PayerOf key="payer" coverage={coverage} />],
          ['Plan', labelOf(PLAN_TYPES, coverage.planType)],
          ['Member id', coverage.memberId],
          ['Group', coverage.groupNumber],
          [
            'Policyholder',
            [
              coverage.subscriberName,
              labelOf(RELATIONSHIPS, coverage.subscriberRelationship).toLowerCase(),
            ]
              .filter(Boolean)
              .join(', '),
          ],
        ]}
      />
      {open && <CheckLine check={open} />}
      {last && <CheckLine check={last} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        {!open && onAsk && may('benefit.ask') && lead.closedAt === null && (
          <Button size="small" variant="outlined" onClick={onAsk}>
            {last ? 'Check again' : 'Check the benefits'}
          </Button>
        )}
        {may('coverage.write') && (
          <Button size="small" color="secondary" onClick={onEdit}>
            Change
          </Button>
        )}
      </Box>
      <CardPictures coverage={coverage} mayAdd={may('coverage.write')} />
    </Box>
  );
}

/** Who pays, and what the desk should know of them. */
function PayerOf({ coverage }: { coverage: CoverageView }) {
  const { referenceRecord: payer } = useReference<PayerView>({
    reference: 'payers',
    id: coverage.payerId ?? '',
    options: { enabled: coverage.payerId !== null },
  });
  if (coverage.payerId === null) return coverage.payerText ?? 'Not known';
  if (!payer) return '…';
  const said = coverage.payerText !== null && coverage.payerText !== payer.name;
  return (
    <>
      {payer.name}
      {said && <> (they said: {coverage.payerText})</>}
      {payer.selfFunded && (
        <Typography component="span" variant="body2" sx={{ display: 'block' }}>
          Employers pay themselves; it administers.
        </Typography>
      )}
      {payer.carvedOutToId && <CarvedOut id={payer.carvedOutToId} />}
      {payer.fact && (
        <Typography
          component="span"
          variant="body2"
          color="textSecondary"
          sx={{ display: 'block' }}
        >
          {payer.fact}
        </Typography>
      )}
    </>
  );
}

function CarvedOut({ id }: { id: string }) {
  const { referenceRecord } = useReference<PayerView>({ reference: 'payers', id });
  return (
    <Typography component="span" variant="body2" sx={{ display: 'block' }}>
      Behavioral health is handled by {referenceRecord?.name ?? '…'}.
    </Typography>
  );
}

function CheckLine({ check }: { check: BenefitCheckRow }) {
  const now = useNow(60_000);
  const over = check.state === 'completed' && !isValid(check, now);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 1 }}>
      <VerdictMark check={check} />
      <Link component={RouterLink} to={`/benefit-checks/${check.id}/show`} variant="body2">
        {levelsInWords(check.levelsOfCare)}
      </Link>
      <Typography variant="body2" color={over ? 'error' : 'textSecondary'}>
        {check.closedAt ? (
          <>
            {over ? 'no longer to be relied on since ' : 'good until '}
            {check.validUntil && <Moment at={check.validUntil} />}
          </>
        ) : (
          <>
            asked <Moment at={check.requestedAt} />
          </>
        )}
      </Typography>
    </Box>
  );
}

function PaysSooner({ lead, place }: { lead: LeadDetail; place: number }) {
  const notify = useNotify();
  const refresh = useRefreshLead();
  const move = async () => {
    const ids = lead.coverages.map(({ id }) => id);
    const [moved] = ids.splice(place, 1);
    if (moved) ids.splice(place - 1, 0, moved);
    try {
      await coverageActions.order(lead.id, ids);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await refresh(lead.id);
  };
  return (
    <Tooltip title="Pays before the one above">
      <IconButton size="small" aria-label="Pays before the one above" onClick={() => void move()}>
        <ArrowUpwardIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

/** What the patient said about our speaking with their insurance; taken back with one press. */
function Consent({ lead, stands }: { lead: LeadDetail; stands: boolean | undefined }) {
  const { may } = useMe();
  const notify = useNotify();
  const done = useLeadDone(lead.id);
  if (stands === undefined) return null;
  const takeBack = async () => {
    try {
      await coverageActions.consent(lead.id, { decision: 'revoked', how: 'spoken' });
      await done('Nobody speaks with their insurance any more.');
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <Footer>
      <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
        {stands
          ? 'The patient has agreed that we speak with their insurance.'
          : 'The patient has not agreed yet that we speak with their insurance.'}
      </Typography>
      {stands && may('benefit.ask') && (
        <Button size="small" color="secondary" onClick={() => void takeBack()}>
          Taken back
        </Button>
      )}
    </Footer>
  );
}

function LowCost({ lead }: { lead: LeadDetail }) {
  const { may } = useMe();
  return (
    <Footer>
      <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
        Free or low-cost option:{' '}
        {lead.lowCostOfferedAt ? (
          <>
            offered <Moment at={lead.lowCostOfferedAt} />
          </>
        ) : (
          'not offered yet'
        )}
      </Typography>
      {lead.lowCostOfferedAt === null && may('lead.work') && (
        <Button size="small" onClick={() => openAction({ action: 'lowCost' })}>
          Record an offer
        </Button>
      )}
    </Footer>
  );
}

function Footer({ children }: { children: React.ReactNode }) {
  return (
    <Box
      sx={{
        mt: 1.5,
        pt: 1.5,
        borderTop: 1,
        borderColor: 'divider',
        display: 'flex',
        alignItems: 'center',
      }}
    >
      {children}
    </Box>
  );
}

function useChecks(leadId: string): readonly BenefitCheckRow[] {
  const { may } = useMe();
  const { data } = useGetList<BenefitCheckRow>(
    'benefit-checks',
    {
      filter: { leadId },
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'requestedAt', order: 'DESC' },
    },
    { enabled: may('benefit.read'), retry: 1 },
  );
  return data ?? [];
}

/** Undefined while it is not known. */
function useConsent(leadId: string): boolean | undefined {
  const { may } = useMe();
  const { data } = useQuery({
    queryKey: leadPartKey(leadId, 'payer-consent'),
    queryFn: ({ signal }) => readConsent(leadId, signal),
    enabled: may('benefit.read'),
    retry: 1,
  });
  return data?.stands;
}
