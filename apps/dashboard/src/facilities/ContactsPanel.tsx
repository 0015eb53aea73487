import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  FACILITY_CONTACT_ROLES,
  type FacilityContactView,
  type FacilityDetail,
  labelOf,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { changedOf } from '../forms/changed';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { PhoneLink } from '../words/PhoneLink';
import { facilityActions, useFacilityDone } from './facility-api';

/** Whom to talk to there. */
export function ContactsPanel({ facility }: { facility: FacilityDetail }) {
  const works = useMe().may('facility.work');
  const [editing, setEditing] = useState<FacilityContactView | 'new' | null>(null);
  const contacts = facility.contacts.filter((contact) => contact.active);
  return (
    <Panel
      title="Contacts"
      action={works && <Button onClick={() => setEditing('new')}>Add</Button>}
    >
      {contacts.length === 0 && (
        <Typography color="textSecondary">Nobody is known by name yet.</Typography>
      )}
      <Stack component="ul" spacing={1.25} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {contacts.map((contact) => (
          <Box
            component="li"
            key={contact.id}
            sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600 }}>{contact.name}</Typography>
              <Typography variant="body2" color="textSecondary">
                {labelOf(FACILITY_CONTACT_ROLES, contact.role)}
              </Typography>
              <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap' }}>
                {contact.phone && <PhoneLink value={contact.phone} />}
                {contact.email && (
                  <Link href={`mailto:${contact.email}`} sx={{ overflowWrap: 'anywhere' }}>
                    {contact.email}
                  </Link>
                )}
              </Stack>
            </Box>
            {works && (
              <Button
                size="small"
                aria-label={`Change ${contact.name}`}
                onClick={() => setEditing(contact)}
              >
                Change
              </Button>
            )}
          </Box>
        ))}
      </Stack>
      {editing && (
        <ContactDialog
          facilityId={facility.id}
          contact={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  );
}

interface ContactDialogProps {
  facilityId: string;
  contact: FacilityContactView | null;
  onClose: () => void;
}

function ContactDialog({ facilityId, contact, onClose }: ContactDialogProps) {
  const done = useFacilityDone();
  const before = {
    name: contact?.name ?? '',
    role: contact?.role ?? 'admissions',
    phone: contact?.phone ?? '',
    email: contact?.email ?? '',
    active: contact?.active ?? true,
  };
  const form = useFields<Omit<typeof before, 'role'> & { role: string }>(before);
  return (
    <ActionDialog
      title={contact ? contact.name : 'New contact'}
      submitLabel="Save"
      version={contact?.version ?? 0}
      disabled={form.values.name.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const changed = changedOf<object>(before, form.values);
        await (contact
          ? facilityActions.editContact(contact.id, { ...changed, version })
          : facilityActions.addContact(facilityId, changed));
        await done('Saved.');
      }}
    >
      <TextField label="Name" autoFocus autoComplete="off" {...form.text('name')} />
      <ChoiceField label="For" choices={FACILITY_CONTACT_ROLES} {...form.text('role')} />
      <TextField label="Phone" autoComplete="off" {...form.text('phone')} />
      <TextField label="E-mail" autoComplete="off" {...form.text('email')} />
      {contact && (
        <FormControlLabel
          control={
            <Switch
              checked={form.values.active}
              onChange={(_event, active) => form.set({ active })}
            />
          }
          label="Still there"
        />
      )}
    </ActionDialog>
  );
}
