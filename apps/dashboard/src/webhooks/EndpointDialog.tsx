import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { WEBHOOK_EVENTS, type WebhookEvent, type WebhookView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useWebhookDone, webhookActions } from './webhook-api';

interface EndpointDialogProps {
  webhook: WebhookView | null;
  onClose: () => void;
}

/** Adds or changes an address, and shows a secret once. */
export function EndpointDialog({ webhook, onClose }: EndpointDialogProps) {
  const done = useWebhookDone();
  const form = useFields({
    name: webhook?.name ?? '',
    url: webhook?.url ?? 'https://',
    events: webhook?.events ?? ([] as WebhookEvent[]),
    active: webhook?.active ?? true,
  });
  const [secret, setSecret] = useState<string | null>(null);
  const { events, active } = form.values;
  const toggle = (code: WebhookEvent) =>
    form.set({
      events: events.includes(code) ? events.filter((each) => each !== code) : [...events, code],
    });
  return (
    <ActionDialog
      title={webhook ? `Change ${webhook.name}` : 'Tell somebody outside'}
      submitLabel={secret ? 'I have kept it' : 'Save'}
      version={webhook?.version ?? 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        if (secret) return;
        const { name, url } = form.values;
        if (webhook) {
          await webhookActions.edit(webhook.id, { version, name, url, events, active });
          await done();
          return;
        }
        const made = await webhookActions.add({ name, url, events });
        await done();
        setSecret(made.secret);
        return 'stay';
      }}
    >
      {secret && (
        <Alert severity="warning">
          This secret is shown once. The receiver checks signatures with it:
          <Typography component="code" sx={{ display: 'block', overflowWrap: 'anywhere', mt: 1 }}>
            {secret}
          </Typography>
        </Alert>
      )}
      <TextField autoFocus label="Name" {...form.text('name')} />
      <TextField
        label="Address"
        {...form.text('url')}
        helperText={form.errors.url ?? 'https only, and never an address of our own network.'}
      />
      <FormGroup aria-label="What is told">
        {WEBHOOK_EVENTS.map(({ code, label }) => (
          <FormControlLabel
            key={code}
            control={<Checkbox checked={events.includes(code)} onChange={() => toggle(code)} />}
            label={label}
          />
        ))}
      </FormGroup>
      {form.errors.events && (
        <Typography role="alert" variant="body2" color="error.main">
          {form.errors.events}
        </Typography>
      )}
      {webhook && (
        <FormControlLabel
          control={<Switch checked={active} onChange={(_event, on) => form.set({ active: on })} />}
          label="Is told"
        />
      )}
      {webhook && !secret && <NewSecret webhook={webhook} onSecret={setSecret} />}
    </ActionDialog>
  );
}

function NewSecret({
  webhook,
  onSecret,
}: {
  webhook: WebhookView;
  onSecret: (secret: string) => void;
}) {
  const done = useWebhookDone();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const renew = async () => {
    setBusy(true);
    try {
      const { secret } = await webhookActions.renew(webhook.id, webhook.version);
      onSecret(secret);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await done();
    setBusy(false);
  };
  return (
    <div>
      <Button variant="outlined" loading={busy} onClick={() => void renew()}>
        Give a new secret
      </Button>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
        The older one signs beside it for a day.
      </Typography>
    </div>
  );
}
