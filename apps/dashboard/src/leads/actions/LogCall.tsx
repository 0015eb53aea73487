import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { CALL_DISPOSITIONS, type CallDisposition, labelOf, type LeadDetail } from '#contract';
import { leadActions } from '../../api/actions';
import { contactActions, MayCallAgain } from '../../contacts';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { WhenField } from '../../forms/WhenField';
import { phoneInWords } from '../../words/phone';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** What most calls come to: one click each. The rest is in the list. */
const USUAL: readonly CallDisposition[] = ['connected', 'left_message', 'no_answer', 'busy'];

/** Logs a call somebody made by hand, with what came of it. */
export function LogCall({ lead, contactPointId }: { lead: LeadDetail; contactPointId?: string }) {
  const done = useLeadDone(lead.id);
  const phones = lead.contacts.flatMap((contact) =>
    contact.points
      .filter((point) => point.kind === 'phone')
      .map((point) => ({
        code: point.id,
        personId: contact.personId,
        label: `${phoneInWords(point.value)} · ${contact.name ?? contact.relationship}`,
      })),
  );
  const form = useFields({
    disposition: '',
    direction: 'outbound',
    contactPointId: contactPointId ?? phones[0]?.code ?? '',
    minutes: '',
    note: '',
    callBackAt: '',
    mayCallAgain: false,
  });
  const { values, set, errors } = form;
  const reached = phones.find(({ code }) => code === values.contactPointId);
  const asksToCallAgain = values.disposition === 'connected' && reached !== undefined;
  return (
    <ActionDialog
      title="Log a call"
      submitLabel="Save the call"
      version={lead.version}
      disabled={values.disposition === ''}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async () => {
        if (asksToCallAgain && values.mayCallAgain) {
          const at = { personId: reached.personId, pointId: reached.code };
          await contactActions.consent(lead.id, at, { scope: 'call', decision: 'given' });
        }
        await leadActions.logCall(lead.id, {
          disposition: values.disposition as CallDisposition,
          direction: values.direction === 'inbound' ? 'inbound' : 'outbound',
          contactPointId: values.contactPointId || null,
          durationSeconds: values.minutes ? Math.round(Number(values.minutes) * 60) : undefined,
          note: values.note,
          callBackAt: values.callBackAt ? new Date(values.callBackAt).toISOString() : null,
        });
        await done(`Call saved: ${labelOf(CALL_DISPOSITIONS, values.disposition).toLowerCase()}.`);
      }}
    >
      <div>
        <Typography variant="h3" component="p" id="disposition-label" sx={{ mb: 1 }}>
          What came of it?
        </Typography>
        <Stack
          direction="row"
          role="group"
          aria-labelledby="disposition-label"
          sx={{ flexWrap: 'wrap', gap: 1 }}
        >
          {USUAL.map((code, index) => (
            <Chip
              key={code}
              component="button"
              type="button"
              clickable
              autoFocus={index === 0}
              aria-pressed={values.disposition === code}
              color={values.disposition === code ? 'primary' : 'default'}
              variant={values.disposition === code ? 'filled' : 'outlined'}
              label={labelOf(CALL_DISPOSITIONS, code)}
              onClick={() => set({ disposition: code })}
              sx={{ height: 36 }}
            />
          ))}
        </Stack>
      </div>
      <ChoiceField
        label="Or something else"
        none="Choose…"
        choices={CALL_DISPOSITIONS}
        {...form.text('disposition')}
      />
      {phones.length > 0 && (
        <ChoiceField
          label="Number"
          none="Another number"
          choices={phones}
          {...form.text('contactPointId')}
        />
      )}
      {asksToCallAgain && (
        <MayCallAgain
          language={lead.language}
          checked={values.mayCallAgain}
          onChange={(mayCallAgain) => set({ mayCallAgain })}
        />
      )}
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField
          label="Direction"
          choices={[
            { code: 'outbound', label: 'We called' },
            { code: 'inbound', label: 'They called' },
          ]}
          {...form.text('direction')}
        />
        <TextField
          fullWidth
          label="Minutes"
          type="number"
          {...form.text('minutes')}
          error={errors.durationSeconds !== undefined}
          helperText={errors.durationSeconds}
          slotProps={{ htmlInput: { min: 0, step: 0.5, inputMode: 'decimal' } }}
        />
      </Stack>
      <TextField label="Note" multiline minRows={3} {...form.text('note')} />
      <WhenField
        label="Call back at"
        type="datetime-local"
        {...form.text('callBackAt')}
        helperText={errors.callBackAt ?? 'Becomes a task of yours.'}
      />
    </ActionDialog>
  );
}
