import WarningAmberIcon from '@mui/icons-material/WarningAmberRounded';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Portal from '@mui/material/Portal';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { ALERT_STEPS, type AlertView, labelOf } from '#contract';
import { sentenceOf } from '../api/refusal';
import { KeyHint } from '../layout/KeyHint';
import { QUEUE_KEY } from '../live/live';
import { LeadPhone, useCallKeys } from '../phone';
import { useMe } from '../session/me';
import { UNSEEN } from '../theme/unseen';
import { Moment } from '../words/Moment';
import { span } from '../words/time';
import { useNow } from '../words/use-now';
import { notifyOutside, ring, useAlertPreference } from './alert-choices';
import { acknowledge, ALERTS_KEY, useAlerts } from './alerts-api';

/** Somebody may be in danger: over every page, until somebody takes it on. */
export function AlertBanner() {
  const { may } = useMe();
  const { data: alerts } = useAlerts(may('lead.read'));
  const navigate = useNavigate();
  const [choice] = useAlertPreference();
  const [overDialog, setOverDialog] = useState<AlertView>();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!alerts) return;
    const fresh = alerts.filter(({ id }) => !known.current?.has(id));
    known.current = new Set(alerts.map(({ id }) => id));
    if (fresh.length > 0 && choice.sound) ring();
    if (isDialogOpen()) setOverDialog(fresh[0]);
    for (const { leadId, leadNumber } of choice.notify ? fresh : []) {
      notifyOutside(leadNumber, () => void navigate(`/leads/${leadId}/show`));
    }
  }, [alerts, choice, navigate]);
  if (!alerts || alerts.length === 0) return null;
  return (
    <>
      <Box
        role="alert"
        // Over dialogs, too: whoever asks somebody questions learns of somebody in danger.
        sx={{
          position: 'sticky',
          top: 64,
          zIndex: 'snackbar',
          maxHeight: '45dvh',
          overflowY: 'auto',
        }}
      >
        {alerts.map((alert, index) => (
          <OneAlert key={alert.id} alert={alert} isFirst={index === 0} />
        ))}
      </Box>
      {overDialog && alerts.some(({ id }) => id === overDialog.id) && (
        // An open dialog hides the page from screen readers; what comes after it is heard.
        <Portal key={overDialog.id}>
          <Box role="alert" sx={UNSEEN}>
            {titleOf(overDialog)}. Press Escape, then Shift D to take this one.
          </Box>
        </Portal>
      )}
    </>
  );
}

const isDialogOpen = () => document.querySelector('.MuiDialog-root, .MuiDrawer-modal') !== null;

const titleOf = ({ urgency, patientName, leadNumber }: AlertView) =>
  `${urgency}: ${patientName ?? `lead #${leadNumber}`} needs a human now`;

interface OneAlertProps {
  alert: AlertView;
  isFirst: boolean;
}

function OneAlert({ alert, isFirst }: OneAlertProps) {
  const now = useNow();
  const { may } = useMe();
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const open = () => navigate(`/leads/${alert.leadId}/show`);
  const takeOn = async () => {
    setBusy(true);
    try {
      await acknowledge(alert.leadId);
      await open();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ALERTS_KEY }),
      queryClient.invalidateQueries({ queryKey: QUEUE_KEY }),
    ]);
  };
  useCallKeys(isFirst && may('lead.work') && !busy ? { D: takeOn } : {});
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: { xs: 1, md: 2 },
        px: { xs: 2, md: 3 },
        py: 1.25,
        bgcolor: 'error.main',
        color: 'error.contrastText',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <WarningAmberIcon sx={{ fontSize: 28 }} aria-hidden />
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 700 }}>{titleOf(alert)}</Typography>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {alert.because.join(' ')} Came <Moment at={alert.raisedAt} />.{' '}
          <span aria-hidden>{escalation(alert, now)}</span>
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {may('lead.work') && (
          <Button
            variant="contained"
            loading={busy}
            onClick={() => void takeOn()}
            sx={{
              bgcolor: 'error.contrastText',
              color: 'error.main',
              '&:hover': { bgcolor: 'error.contrastText' },
            }}
          >
            I take this one
            {isFirst && <KeyHint keys="Shift D" />}
          </Button>
        )}
        {alert.phone && (
          <Box sx={{ alignSelf: 'center', px: 0.5 }}>
            <LeadPhone leadId={alert.leadId} value={alert.phone} strong plain />
          </Box>
        )}
        <Button color="inherit" sx={OUTLINED} onClick={() => void open()}>
          Open
        </Button>
      </Box>
    </Box>
  );
}

const OUTLINED = { border: 1, borderColor: 'currentColor' };

/** Whom it has reached, and when it goes on to the next. */
function escalation({ step, nextStep, nextStepAt }: AlertView, now: number): string {
  const reached = `Reached: ${labelOf(ALERT_STEPS, step).toLowerCase()}.`;
  if (!nextStep || !nextStepAt) return reached;
  const left = new Date(nextStepAt).getTime() - now;
  const next = labelOf(ALERT_STEPS, nextStep);
  return left > 0
    ? `${reached} ${next} in ${span(left)}.`
    : `${reached} Next: ${next.toLowerCase()}.`;
}
