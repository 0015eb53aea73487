import AddTaskIcon from '@mui/icons-material/AddTask';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify } from 'react-admin';
import { CLOSED_REASONS, labelOf, type LeadDetail } from '#contract';
import { leadActions } from '../../api/actions';
import { sentenceOf } from '../../api/refusal';
import { useMe } from '../../session/me';
import { LeadTags } from '../../tags/LeadTags';
import { Moment } from '../../words/Moment';
import { NameOf } from '../../words/NameOf';
import { openAction } from '../actions/open-action';
import { useLeadDone } from '../actions/use-lead-done';
import { whoOf } from '../lead-words';
import { UrgencyMark } from '../UrgencyMark';
import { StageWay } from './StageWay';

/** Who this is about, how urgent, where it stands, who has it. */
export function LeadHeader({ lead }: { lead: LeadDetail }) {
  const { me, may } = useMe();
  const works = may('lead.work') && lead.closedAt === null;
  const mayAssign = may('lead.assign') || (me !== undefined && lead.ownerId === me.id);
  return (
    <Box
      component="header"
      sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 1 }}
      >
        <Typography variant="h1" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {whoOf(lead)}
        </Typography>
        <UrgencyMark urgency={lead.urgency} />
        <Box sx={{ flex: 1 }} />
        {works && (
          <Box
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: { xs: 0.75, sm: 1 },
              '& .MuiButton-root': { minWidth: 0, px: { xs: 1.25, sm: 2 } },
            }}
          >
            {lead.ownerId === null && me && <TakeIt lead={lead} myId={me.id} />}
            <Button
              variant="outlined"
              startIcon={<AddTaskIcon />}
              onClick={() => openAction({ action: 'task' })}
            >
              Task
            </Button>
            {mayAssign && (
              <Button variant="outlined" onClick={() => openAction({ action: 'assign' })}>
                Assign
              </Button>
            )}
            <Button variant="outlined" onClick={() => openAction({ action: 'stage' })}>
              <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
                Change stage
              </Box>
              <Box component="span" sx={{ display: { sm: 'none' } }}>
                Stage
              </Box>
            </Button>
            <Button variant="outlined" onClick={() => openAction({ action: 'close' })}>
              Close
            </Button>
          </Box>
        )}
      </Box>
      <Typography color="textSecondary" variant="body2">
        #{lead.number} · received <Moment at={lead.receivedAt} /> ·{' '}
        <NameOf resource="sources" id={lead.sourceId} /> · owner:{' '}
        <NameOf resource="users" id={lead.ownerId} none="nobody yet" /> · {lead.attempts}{' '}
        {lead.attempts === 1 ? 'attempt' : 'attempts'}
        {lead.closedAt !== null &&
          ` · closed: ${labelOf(CLOSED_REASONS, lead.closedReason).toLowerCase()}`}
      </Typography>
      <LeadTags lead={lead} />
      <StageWay stage={lead.stage} />
    </Box>
  );
}

function TakeIt({ lead, myId }: { lead: LeadDetail; myId: string }) {
  const done = useLeadDone(lead.id);
  const notify = useNotify();
  const take = async () => {
    try {
      await leadActions.assign(lead.id, { version: lead.version, ownerId: myId });
      await done('It is yours.');
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
      await done('Here is how it stands now.');
    }
  };
  return (
    <Button variant="contained" onClick={() => void take()}>
      Take it
    </Button>
  );
}
