import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import { ROLE_LABELS, ROLES } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useTeamChoices } from '../forms/use-choices';
import { inFull } from '../words/time';

interface Invited {
  name: string;
  link: string;
  expiresAt: string;
}

/** Invites a colleague: makes the one-time link to hand over, shown once. */
export function UserCreate({ onClose }: { onClose: () => void }) {
  const dataProvider = useDataProvider();
  const teams = useTeamChoices();
  const form = useFields({ name: '', email: '', role: 'agent', teamId: '' });
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) return <LinkToHandOver invited={invited} onClose={onClose} />;
  return (
    <ActionDialog
      title="Invite a colleague"
      submitLabel="Make the link"
      version={0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        const { values } = form;
        const { data } = await dataProvider.create('users', {
          data: { ...values, teamId: values.teamId || null },
        });
        setInvited({ name: values.name, link: data.link, expiresAt: data.expiresAt });
        return 'stay';
      }}
    >
      <TextField label="Name" autoFocus autoComplete="off" {...form.text('name')} />
      <TextField label="E-mail" type="email" autoComplete="off" {...form.text('email')} />
      <ChoiceField
        label="Role"
        choices={ROLES.map((code) => ({ code, label: ROLE_LABELS[code] }))}
        {...form.text('role')}
      />
      <ChoiceField label="Team" none="None" choices={teams} {...form.text('teamId')} />
    </ActionDialog>
  );
}

function LinkToHandOver({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const notify = useNotify();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invited.link);
      notify('Copied.', { type: 'success' });
    } catch {
      notify('The browser did not allow it. Select the link and copy it by hand.', {
        type: 'warning',
      });
    }
  };
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="handed-title">
      <DialogTitle id="handed-title">Hand this link to {invited.name}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="info">
          It works once, until {inFull(invited.expiresAt)}, and is not shown again. Give it to them
          in person or over a line you trust.
        </Alert>
        <TextField
          label="One-time link"
          value={invited.link}
          onFocus={(event) => event.target.select()}
          slotProps={{ input: { readOnly: true } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="secondary">
          Done
        </Button>
        <Button variant="contained" onClick={() => void copy()}>
          Copy the link
        </Button>
      </DialogActions>
    </Dialog>
  );
}
