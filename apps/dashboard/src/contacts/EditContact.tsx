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

/** How a contact stands to the patient. */
export function EditContact({ lead, contact, onClose }: ContactProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ relationship: contact.relationship });
  const { relationship } = form.values;
  return (
    <ActionDialog
      title={`How ${contact.name ?? 'this person'} stands to the patient`}
      submitLabel="Save"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.edit(lead.id, contact.personId, {
          relationship: relationship as Relationship,
        });
        await done('Saved.');
      }}
    >
      <ChoiceField
        label="They are the patient’s"
        autoFocus
        choices={RELATIONSHIPS.filter(
          ({ code }) => code !== 'self' || contact.relationship === 'self',
        )}
        {...form.text('relationship')}
      />
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
