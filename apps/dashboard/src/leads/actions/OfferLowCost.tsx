import TextField from '@mui/material/TextField';
import type { LeadDetail } from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { useFields } from '../../forms/use-fields';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** Records that a free or low-cost option was offered. */
export function OfferLowCost({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const form = useFields({ note: '' });
  return (
    <ActionDialog
      title="A free or low-cost option was offered"
      submitLabel="Record the offer"
      version={lead.version}
      disabled={form.values.note.trim() === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        await leadActions.offerLowCost(lead.id, version, form.values.note);
        await done('Offer recorded.');
      }}
    >
      <TextField
        label="Which one, and what they said"
        multiline
        minRows={3}
        autoFocus
        {...form.text('note')}
      />
    </ActionDialog>
  );
}
