import PhoneDisabledOutlinedIcon from '@mui/icons-material/PhoneDisabledOutlined';
import PhoneEnabledIcon from '@mui/icons-material/PhoneEnabled';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useNotify } from 'react-admin';
import { sentenceOf } from '../api/refusal';
import { useMe } from '../session/me';
import { letSomebodyCall, usePhone } from './phone-api';
import { leaveCalls, takeCalls, usePhoneState } from './phone-store';

/** Whether calls ring in this browser; where they cannot, why. */
export function PhoneSwitch() {
  const { me } = useMe();
  const { data: phone } = usePhone(true);
  const { line, takes, problem } = usePhoneState();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const kind = phone?.kind ?? 'none';
  const wasReady = phone !== undefined && phone.readyUntil !== null;
  useEffect(() => {
    // A page that is loaded anew goes on where the last one was.
    if (wasReady) void takeCalls(kind);
  }, [wasReady, kind]);
  if (!phone) return null;
  const call = async () => {
    setAnchor(null);
    try {
      await letSomebodyCall();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <>
      <IconButton
        aria-label={takes ? 'Phone: calls ring here' : 'Phone: calls do not ring here'}
        aria-haspopup="dialog"
        color={takes ? 'success' : problem ? 'error' : 'default'}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {takes ? <PhoneEnabledIcon /> : <PhoneDisabledOutlinedIcon />}
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Phone', sx: { p: 2, maxWidth: 340 } },
        }}
      >
        {kind === 'none' ? (
          <Typography variant="body2">
            Calls in the browser are not set up here. Calls ring the duty phone, and those you make
            by your own phone are logged on the lead.
          </Typography>
        ) : (
          <>
            <FormControlLabel
              control={
                <Switch
                  checked={takes}
                  // Not disabled while it starts: focus would be lost, and Escape with it.
                  slotProps={{ input: { 'aria-busy': line === 'starting' } }}
                  onChange={(_event, on) => {
                    if (line !== 'starting') void (on ? takeCalls(kind) : leaveCalls());
                  }}
                />
              }
              label="Calls ring in this browser"
            />
            <Typography variant="body2" color="textSecondary">
              {me?.onDuty === false
                ? 'They ring while you are on duty: you are not now, unless a shift of yours runs.'
                : 'They ring while you are on duty, as your ring group says.'}
            </Typography>
            {problem && (
              <Alert severity="error" sx={{ mt: 1 }}>
                {problem}
              </Alert>
            )}
            {kind === 'simulated' && (
              <Box sx={{ mt: 1.5, pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
                <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
                  This is the demo: the phone is simulated, and nobody is heard.
                </Typography>
                <Button size="small" variant="outlined" onClick={() => void call()}>
                  Let somebody call
                </Button>
              </Box>
            )}
          </>
        )}
      </Popover>
    </>
  );
}
