import TextField from '@mui/material/TextField';
import { type LeadContactView, type LeadDetail, RELATIONSHIPS, type Relationship } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { contactActions } from './contacts-api';

interface ContactProps {
  lead: LeadDetail;
  contact: LeadContactView;
  onClose: () => void;
}

/** What somebody is called, and how they stand to the patient. */
export function EditContact({ lead, contact, onClose }: ContactProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ name: contact.name ?? '', relationship: contact.relationship });
  const { name, relationship } = form.values;
  return (
    <ActionDialog
      title={contact.isPatient ? 'The patient' : 'The contact'}
      submitLabel="Save"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.edit(lead.id, contact.personId, {
          name,
          ...(contact.isPatient ? {} : { relationship: relationship as Relationship }),
        });
        await done('Saved.');
      }}
    >
      <TextField label="Name" autoFocus autoComplete="off" {...form.text('name')} />
      {!contact.isPatient && (
        <ChoiceField
          label="They are the patient’s"
          choices={RELATIONSHIPS.filter(
            ({ code }) => code !== 'self' || contact.relationship === 'self',
          )}
          {...form.text('relationship')}
        />
      )}
    </ActionDialog>
  );
}

/** Says that somebody is no longer to be spoken with about this lead. */
export function EndContact({ lead, contact, onClose }: ContactProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ reason: '' });
  return (
    <ActionDialog
      title={`${contact.name ?? 'This person'} is no longer a contact`}
      submitLabel="End the contact"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.end(lead.id, contact.personId, form.values.reason);
        await done('No longer a contact of this lead; the timeline keeps what was.');
      }}
    >
      <TextField label="Why" multiline minRows={2} autoFocus {...form.text('reason')} />
    </ActionDialog>
  );
}
