import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { LeadContactView, LeadDetail } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { phoneInWords } from '../words/phone';
import { contactActions } from './contacts-api';
import { NO_WISHES, Wishes, wishesOf, wishFieldsOf } from './Wishes';

const KINDS = [
  { code: 'phone', label: 'Phone number' },
  { code: 'email', label: 'E-mail address' },
];

interface PointProps {
  lead: LeadDetail;
  contact: LeadContactView;
  onClose: () => void;
}

/** Another number or address of somebody. */
export function AddPoint({ lead, contact, onClose }: PointProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ kind: 'phone', value: '', ...NO_WISHES });
  const { kind, value } = form.values;
  const phone = kind === 'phone';
  return (
    <ActionDialog
      title={`Another way to reach ${contact.name ?? 'them'}`}
      submitLabel="Add it"
      version={lead.version}
      disabled={value.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.addPoint(lead.id, contact.personId, {
          kind: phone ? 'phone' : 'email',
          value,
          ...wishesOf(form.values),
        });
        await done('Added.');
      }}
    >
      <ChoiceField label="What" choices={KINDS} {...form.text('kind')} />
      <TextField
        label={phone ? 'Number' : 'Address'}
        type={phone ? 'tel' : 'email'}
        autoFocus
        autoComplete="off"
        {...form.text('value')}
      />
      <Wishes form={form} phone={phone} />
    </ActionDialog>
  );
}

/** What somebody wishes at a number or address. */
export function EditPoint({
  lead,
  contact,
  point,
  onClose,
}: PointProps & { point: LeadContactView['points'][number] }) {
  const done = useLeadDone(lead.id);
  const form = useFields(wishFieldsOf(point));
  const phone = point.kind === 'phone';
  return (
    <ActionDialog
      title="How they may be reached there"
      submitLabel="Save"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.editPoint(lead.id, contact.personId, point.id, wishesOf(form.values));
        await done('Saved.');
      }}
    >
      <Typography sx={{ fontWeight: 650 }}>
        {phone ? phoneInWords(point.value) : point.value}
      </Typography>
      <Wishes form={form} phone={phone} />
    </ActionDialog>
  );
}
