import Typography from '@mui/material/Typography';
import {
  type LeadContactView,
  type LeadDetail,
  STATUS_SHARING_WORDING,
  ourLanguage,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { contactActions } from './contacts-api';

const DECISIONS = [
  { code: 'given', label: 'The patient agrees' },
  { code: 'revoked', label: 'The patient does not agree, or takes it back' },
] as const;

interface ShareStatusProps {
  lead: LeadDetail;
  contact: LeadContactView;
  onClose: () => void;
}

/** The patient's word on whether somebody who asked for them sees how it stands. */
export default function ShareStatus({ lead, contact, onClose }: ShareStatusProps) {
  const done = useLeadDone(lead.id);
  const form = useFields({ decision: 'given' });
  const decision = form.values.decision === 'given' ? 'given' : 'revoked';
  return (
    <ActionDialog
      title={`May ${contact.name ?? 'this person'} follow how it stands?`}
      submitLabel="Put on record"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await contactActions.share(lead.id, contact.personId, decision);
        await done(
          decision === 'given' ? 'Their page now shows how it stands.' : 'Their page is a receipt.',
        );
      }}
    >
      <Typography variant="body2">
        Only the patient can agree to this. Read it to them, in these words:
      </Typography>
      <Typography sx={{ borderLeft: 3, borderColor: 'primary.main', pl: 1.5 }}>
        {STATUS_SHARING_WORDING[ourLanguage(lead.language)]}
      </Typography>
      <ChoiceField label="What the patient says" choices={DECISIONS} {...form.text('decision')} />
    </ActionDialog>
  );
}
