import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import {
  LANGUAGES,
  type LeadDetail,
  RELATIONSHIPS,
  type Relationship,
  ourLanguage,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { contactActions } from './contacts-api';
import { NO_WISHES, Wishes, wishesOf } from './Wishes';

/** Adds somebody to speak with about the lead: never the patient, who is on it already. */
export default function AddContact({ lead, onClose }: { lead: LeadDetail; onClose: () => void }) {
  const done = useLeadDone(lead.id);
  const form = useFields({
    name: '',
    relationship: 'parent',
    phone: '',
    email: '',
    language: lead.language,
    ...NO_WISHES,
  });
  const { name, phone, email, relationship, language } = form.values;
  const given = [name, phone, email].some((value) => value.trim() !== '');
  return (
    <ActionDialog
      title="Add a contact"
      submitLabel="Add the contact"
      version={lead.version}
      disabled={!given}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.add(lead.id, {
          name,
          phone,
          email,
          relationship: relationship as Relationship,
          language: ourLanguage(language),
          ...wishesOf(form.values),
        });
        await done('The contact is on the lead.');
      }}
    >
      <TextField label="Name" autoFocus autoComplete="off" {...form.text('name')} />
      <ChoiceField
        label="They are the patient’s"
        choices={RELATIONSHIPS.filter(({ code }) => code !== 'self')}
        {...form.text('relationship')}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField fullWidth label="Phone" type="tel" autoComplete="off" {...form.text('phone')} />
        <TextField
          fullWidth
          label="E-mail"
          type="email"
          autoComplete="off"
          {...form.text('email')}
        />
      </Stack>
      <ChoiceField label="Language" choices={LANGUAGES} {...form.text('language')} />
      <Wishes form={form} phone={phone.trim() !== ''} />
    </ActionDialog>
  );
}
