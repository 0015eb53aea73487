import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { LeadDetail, LeadEnrolments } from '#contract';
import { Panel } from '../leads/page/Panel';
import { useLeadPart } from '../leads/use-lead-part';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { EndFollowUp, PauseFollowUp } from './ChangeFollowUp';
import { EarlierFollowUps, FollowUpStanding } from './FollowUpStanding';
import { FollowUpSwitches } from './FollowUpSwitches';
import { StartFollowUp } from './StartFollowUp';
import { UpcomingSteps } from './UpcomingSteps';

type Opened = 'start' | 'pause' | 'end' | null;

/** By which plan a lead is followed up: where it stands, what comes next, why it waits, and its switches. */
export default function FollowUpPanel({ lead }: { lead: LeadDetail }) {
  const [opened, setOpened] = useState<Opened>(null);
  const works = useMe().may('lead.work') && lead.closedAt === null;
  const { data, error, isPending, refetch } = useLeadPart<LeadEnrolments>(lead.id, 'enrolment');
  const current = data?.current ?? null;
  return (
    <Panel
      title="Follow-up"
      action={
        works &&
        data && (
          <Button size="small" onClick={() => setOpened('start')}>
            {current ? 'Change the plan' : 'Start a plan'}
          </Button>
        )
      }
    >
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={96} />}
      {data && !current && (
        <Typography variant="body2" color="textSecondary">
          {lead.closedAt === null
            ? 'No plan runs: what comes next is up to whoever has this lead.'
            : 'No plan runs: the lead is closed.'}
        </Typography>
      )}
      {current && (
        <>
          <FollowUpStanding enrolment={current} />
          {current.state === 'running' && (
            <UpcomingSteps leadId={lead.id} callOpen={current.callOpen} />
          )}
          {works && (
            <FollowUpSwitches
              enrolment={current}
              onPause={() => setOpened('pause')}
              onEnd={() => setOpened('end')}
            />
          )}
        </>
      )}
      {data && <EarlierFollowUps enrolments={data.earlier} />}
      {opened === 'start' && (
        <StartFollowUp lead={lead} current={current} onClose={() => setOpened(null)} />
      )}
      {opened === 'pause' && current && (
        <PauseFollowUp enrolment={current} onClose={() => setOpened(null)} />
      )}
      {opened === 'end' && current && (
        <EndFollowUp enrolment={current} onClose={() => setOpened(null)} />
      )}
    </Panel>
  );
}
