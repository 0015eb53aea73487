import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import {
  labelOf,
  LANGUAGES,
  type LeadDetail,
  QUEUE_REASONS,
  type QueueRow,
  SUBSTANCES,
} from '#contract';
import { openAction } from '../leads/actions/open-action';
import { ClockMark } from '../leads/ClockMark';
import { whoOf } from '../leads/lead-words';
import { Facts } from '../leads/page/Facts';
import { UrgencyMark } from '../leads/UrgencyMark';
import { CallLead } from '../phone/CallLead';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { inFull } from '../words/time';
import { useNow } from '../words/use-now';
import { KeyHint } from '../layout/KeyHint';
import { dueInWords, isHeld, isTakenByOther, safeInWords } from './queue-words';

export type CardState = 'next' | 'chosen' | 'mine';

interface PersonCardProps {
  entry: QueueRow;
  /** The whole record, once it is there. */
  lead: LeadDetail | undefined;
  state: CardState;
  /** Something was done with them since they were taken: the next may be asked for. */
  done: boolean;
  busy: boolean;
  onTake: () => void;
  onNext: () => void;
}

const TITLES: Record<CardState, string> = {
  next: 'Next person',
  chosen: 'Chosen from the queue',
  mine: 'With you now',
};

/** One person, large: why they are here, the clock, the number, what is known, and what to do. */
export function PersonCard(props: PersonCardProps) {
  const { entry, lead, state } = props;
  const now = useNow();
  const who = whoOf(entry.lead);
  return (
    <Paper
      component="section"
      // Its keys act on the whole record, which comes a moment after the row.
      aria-busy={lead === undefined}
      aria-labelledby="person-title"
      sx={{
        border: 2,
        borderColor: entry.lead.urgency === 'P0' ? 'error.main' : 'primary.main',
        borderRadius: 2,
        p: { xs: 2, sm: 3 },
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'minmax(0, 1fr)',
      }}
    >
      <div>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          <Typography variant="overline" color="textSecondary" component="p">
            {TITLES[state]}
          </Typography>
          <Box sx={{ flex: 1 }} />
          {entry.lead.nextClock && <ClockMark clock={entry.lead.nextClock} named />}
        </Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap', mt: 0.5 }}>
          <Typography
            variant="h1"
            component="h2"
            id="person-title"
            sx={{ fontSize: { xs: '1.625rem', sm: '2rem' }, overflowWrap: 'anywhere' }}
          >
            <Link
              component={RouterLink}
              to={`/leads/${entry.id}/show`}
              underline="hover"
              sx={{ color: 'text.primary' }}
            >
              {who}
            </Link>
          </Typography>
          <UrgencyMark urgency={entry.lead.urgency} />
        </Box>
      </div>
      <Box sx={{ pl: 1.5, borderLeft: 3, borderColor: entry.late ? 'error.main' : 'primary.main' }}>
        <Typography sx={{ fontWeight: 650, fontSize: '1.0625rem' }}>{entry.why}</Typography>
        <Typography variant="body2" color="textSecondary">
          {labelOf(QUEUE_REASONS, entry.because)} ·{' '}
          <Box
            component="span"
            sx={{ color: entry.late && !isHeld(entry, now) ? 'error.main' : undefined }}
          >
            {dueInWords(entry, now)}
          </Box>
          {state === 'mine' && entry.takenUntil && (
            <> · kept for you until {inFull(entry.takenUntil)}</>
          )}
        </Typography>
      </Box>
      <Verbs {...props} />
      {lead && lead.safetyNotes.length > 0 && (
        <Alert severity={lead.urgency === 'P0' ? 'error' : 'warning'}>
          <strong>Tell them:</strong> {lead.safetyNotes.join(' ')}
        </Alert>
      )}
      <Known entry={entry} lead={lead} />
    </Paper>
  );
}

function Verbs({ entry, state, done, busy, onTake, onNext }: PersonCardProps) {
  const now = useNow();
  const { me, may } = useMe();
  const theirs = isTakenByOther(entry, me?.id, now);
  const mine = state === 'mine';
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        '& .MuiButton-root': {
          flex: { xs: '1 1 40%', sm: '0 0 auto' },
          px: { sm: 1.5 },
          whiteSpace: 'nowrap',
        },
        '& .MuiButton-contained': { flex: { xs: '1 1 100%', sm: '0 0 auto' } },
      }}
    >
      {!mine && (
        <Button variant="contained" size="large" loading={busy} onClick={onTake} disabled={theirs}>
          {theirs ? 'A colleague has them open' : 'Take'}
          {!theirs && <KeyHint keys="Enter" />}
        </Button>
      )}
      <CallLead
        key={entry.id}
        leadId={entry.id}
        phone={entry.lead.phone}
        variant={mine && !done ? 'contained' : 'outlined'}
      />
      {mine && done && (
        <Button variant="contained" size="large" loading={busy} onClick={onNext}>
          Next person
          <KeyHint keys="Enter" />
        </Button>
      )}
      {may('call.log') && (
        <Button variant="outlined" size="large" onClick={() => openAction({ action: 'call' })}>
          Log a call
          <KeyHint keys="c" />
        </Button>
      )}
      <Button variant="outlined" size="large" onClick={() => openAction({ action: 'screener' })}>
        Questions
        <KeyHint keys="q" />
      </Button>
      <Button variant="outlined" size="large" onClick={() => openAction({ action: 'snooze' })}>
        Set aside
        <KeyHint keys="s" />
      </Button>
      <Button variant="outlined" size="large" onClick={() => openAction({ action: 'handover' })}>
        Hand over
        <KeyHint keys="h" />
      </Button>
      {entry.lead.ownerId === me?.id && (
        <Button variant="outlined" size="large" onClick={() => openAction({ action: 'return' })}>
          Return
          <KeyHint keys="r" />
        </Button>
      )}
    </Box>
  );
}

function Known({ entry: { lead: row }, lead }: { entry: QueueRow; lead: LeadDetail | undefined }) {
  const place = [lead?.zip, row.state].filter(Boolean).join(', ');
  return (
    <Box
      sx={{
        display: 'grid',
        gap: { xs: 0.75, md: 3 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <Facts
        facts={[
          [
            'Through',
            row.forWhom === 'other' ? (row.contactName ?? 'Somebody else') : 'Themselves',
          ],
          ['Where', place],
          ['Language', labelOf(LANGUAGES, row.language)],
          ['Safe there', lead && safeInWords(lead)],
        ]}
      />
      <Facts
        facts={[
          ['Substances', lead?.substances.map((code) => labelOf(SUBSTANCES, code)).join(', ')],
          ['Why urgent', lead?.urgencyReasons.map(({ because }) => because).join(' ')],
          ['Asked', <Moment key="received" at={row.receivedAt} />],
          [
            'So far',
            <>
              {row.attempts === 1 ? '1 attempt' : `${row.attempts} attempts`} · owner:{' '}
              <NameOf resource="users" id={row.ownerId} none="nobody yet" />
            </>,
          ],
        ]}
      />
    </Box>
  );
}
