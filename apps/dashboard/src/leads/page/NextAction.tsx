import EditNoteIcon from '@mui/icons-material/EditNote';
import QuizOutlinedIcon from '@mui/icons-material/QuizOutlined';
import SnoozeIcon from '@mui/icons-material/Snooze';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { CLOSED_REASONS, labelOf, type LeadDetail } from '#contract';
import { CallLead } from '../../phone/CallLead';
import { useMe } from '../../session/me';
import { Moment } from '../../words/Moment';
import { openAction } from '../actions/open-action';
import { ClockMark } from '../ClockMark';

/** What to do now, until when, and the button that does it. */
export function NextAction({ lead }: { lead: LeadDetail }) {
  const { may } = useMe();
  const open = lead.closedAt === null;
  return (
    <Paper
      component="section"
      aria-label={open ? 'Next action' : 'Outcome'}
      sx={{
        border: 1,
        borderColor: 'primary.main',
        borderRadius: 2,
        p: { xs: 2, sm: 2.5 },
        display: 'flex',
        flexWrap: 'wrap',
        gap: 2,
        alignItems: 'center',
      }}
    >
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography variant="overline" color="textSecondary" component="p" sx={{ lineHeight: 1.4 }}>
          {open ? 'Next action' : 'Outcome'}
        </Typography>
        <Typography variant="h2" component="p" sx={{ mt: 0.25 }}>
          {sentence(lead)}
        </Typography>
        <Box sx={{ mt: 0.5, minHeight: 22 }}>
          {open && lead.nextClock ? (
            <ClockMark clock={lead.nextClock} named />
          ) : (
            <Typography variant="body2" color="textSecondary">
              {open
                ? lead.nextActionAt
                  ? 'Planned'
                  : 'Nothing is planned: plan a task, so that nobody is forgotten.'
                : 'A new request of this person opens a new lead.'}{' '}
              {open && lead.nextActionAt && <Moment at={lead.nextActionAt} />}
            </Typography>
          )}
        </Box>
      </Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          flex: { xs: '1 1 100%', sm: '0 1 auto' },
          '& .MuiButton-root': { flex: { xs: '1 1 40%', sm: '0 0 auto' } },
          '& .MuiButton-contained': { flex: { xs: '1 1 100%', sm: '0 0 auto' } },
        }}
      >
        {open && <CallLead leadId={lead.id} phone={firstPhone(lead)} variant="contained" />}
        {may('call.log') && (
          <Button variant="outlined" size="large" onClick={() => openAction({ action: 'call' })}>
            Log a call
          </Button>
        )}
        {may('lead.work') && (
          <Button
            variant="outlined"
            size="large"
            startIcon={<EditNoteIcon />}
            onClick={() => openAction({ action: 'note' })}
          >
            Note
          </Button>
        )}
        {open && may('lead.work') && (
          <Button
            variant="outlined"
            size="large"
            startIcon={<QuizOutlinedIcon />}
            onClick={() => openAction({ action: 'screener' })}
          >
            Questions
          </Button>
        )}
        {open && may('lead.work') && (
          <Button
            variant="outlined"
            size="large"
            startIcon={<SnoozeIcon />}
            onClick={() => openAction({ action: 'snooze' })}
          >
            Set aside
          </Button>
        )}
      </Box>
    </Paper>
  );
}

function firstPhone(lead: LeadDetail): string | null {
  const points = lead.contacts.flatMap((contact) => contact.points);
  return points.find((point) => point.kind === 'phone')?.value ?? lead.phone;
}

function sentence(lead: LeadDetail): string {
  if (lead.closedAt !== null) {
    return `Closed: ${labelOf(CLOSED_REASONS, lead.closedReason).toLowerCase()}`;
  }
  if (lead.urgency === 'P0' && lead.firstContactAt === null) return 'A human, now';
  switch (lead.nextClock?.kind) {
    case 'first_attempt':
      return 'Reach out for the first time';
    case 'call_back':
      return 'Call back';
    case 'benefit_check':
      return 'Finish the benefit check';
    case 'referral_acknowledged':
      return 'Make sure the facility has the referral';
    case 'scheduled_arrival':
      return 'Make sure they arrive';
    case undefined:
      return lead.firstContactAt === null
        ? 'Try to reach them again'
        : 'Take the next step together';
  }
}
