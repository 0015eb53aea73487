import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { notificationsAre, ring, useAlertPreference } from './alert-choices';

/** How danger reaches me besides the banner: a note of the browser, a sound. Off until chosen. */
export function AlertChoices() {
  const [choice, choose] = useAlertPreference();
  const mayWork = useMe().may('lead.work');
  const [allowed, setAllowed] = useState(notificationsAre);
  if (!mayWork) return null;
  const turnNotes = async (on: boolean) => {
    if (on && notificationsAre() === 'default') {
      setAllowed(await Notification.requestPermission());
    }
    choose({ ...choice, notify: on });
  };
  return (
    <Panel title="When somebody may be in danger">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
        A banner is always shown on every page of the desk. Besides, only if you want it:
      </Typography>
      <FormControlLabel
        sx={{ display: 'flex' }}
        control={
          <Switch
            checked={choice.notify}
            disabled={allowed === 'missing'}
            onChange={(_event, on) => void turnNotes(on)}
          />
        }
        label="Notify me outside the page; it names nobody"
      />
      {choice.notify && allowed === 'denied' && (
        <Typography variant="body2" color="warning.main">
          Your browser does not allow it for this page: allow notifications in its settings.
        </Typography>
      )}
      {allowed === 'missing' && (
        <Typography variant="body2" color="textSecondary">
          This browser cannot show notifications.
        </Typography>
      )}
      <FormControlLabel
        sx={{ display: 'flex' }}
        control={
          <Switch
            checked={choice.sound}
            onChange={(_event, on) => choose({ ...choice, sound: on })}
          />
        }
        label="Play a sound"
      />
      <Button size="small" onClick={ring}>
        Hear it
      </Button>
    </Panel>
  );
}
