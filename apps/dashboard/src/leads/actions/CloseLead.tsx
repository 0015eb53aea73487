import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { CLOSED_REASONS, type LeadDetail, NEEDS_LOW_COST_OFFER } from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** Closes the lead with the reason that is kept and counted. */
export function CloseLead({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const form = useFields({ reason: '', note: '' });
  const { reason, note } = form.values;
  const needsOffer = NEEDS_LOW_COST_OFFER.includes(reason) && lead.lowCostOfferedAt === null;
  const chosen = CLOSED_REASONS.find((each) => each.code === reason);
  return (
    <ActionDialog
      title="Close this lead"
      submitLabel="Close the lead"
      version={lead.version}
      disabled={reason === '' || needsOffer}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async (version) => {
        await leadActions.changeStage(lead.id, { version, stage: 'closed', reason, note });
        await done('Closed. A new request of this person opens a new lead; the history stays.');
      }}
    >
      <ChoiceField
        label="Reason"
        none="Choose…"
        required
        choices={CLOSED_REASONS}
        {...form.text('reason')}
      />
      {chosen && !chosen.counted && (
        <Alert severity="info">Leads closed for this reason stay out of the numbers.</Alert>
      )}
      {needsOffer && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" onClick={() => openAction({ action: 'lowCost' })}>
              Record the offer
            </Button>
          }
        >
          Nobody is turned away for money: first offer a free or low-cost option, and record it.
        </Alert>
      )}
      {reason === 'unreachable' && (
        <Alert severity="info">
          Needs six attempts in three parts of the day. So far: {lead.attempts}.
        </Alert>
      )}
      <TextField label="Note" multiline minRows={2} {...form.text('note')} />
    </ActionDialog>
  );
}
