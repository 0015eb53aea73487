import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { REPORT_PRESETS, type ReportPreset, type ReportTargetView, TARGET_SIDES } from '#contract';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { useCatalogue } from '../asking/catalogue';
import { useReportView } from '../asking/use-report-view';
import { ownActions, useOwnDone } from './own-api';
import { RecipientsField } from './RecipientsField';
import { TYPED_IN, typedValue } from './target-value';

interface TargetDialogProps {
  target: ReportTargetView | null;
  onClose: () => void;
}

/** What is typed. */
interface Held {
  name: string;
  preset: ReportPreset;
  side: ReportTargetView['side'];
  value: string;
  fewest: string;
  active: boolean;
  recipients: string[];
}

/** Holds a number against a value, or changes that; a new one takes the filters of the page along. */
export function TargetDialog({ target, onClose }: TargetDialogProps) {
  const done = useOwnDone();
  const { data: catalogue } = useCatalogue();
  const { view } = useReportView();
  const form = useFields<Held>({
    name: target?.name ?? 'answered_rate',
    preset: target?.preset ?? 'today',
    side: target?.side ?? 'at_least',
    value: target ? String(target.value / TYPED_IN[target.unit].factor) : '90',
    fewest: String(target?.fewest ?? 5),
    active: target?.active ?? true,
    recipients: target?.recipients ?? [],
  });
  const { values } = form;
  const numbers = catalogue?.numbers ?? [];
  const unit = target?.unit ?? numbers.find(({ name }) => name === values.name)?.unit ?? 'share';
  const value = typedValue(values.value, unit);
  return (
    <ActionDialog
      title={target ? target.label : 'New target'}
      submitLabel="Save"
      version={target?.version ?? 0}
      disabled={value === null}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { name, preset, side, active, recipients } = values;
        const rest = {
          preset,
          side,
          active,
          recipients,
          value: value ?? 0,
          fewest: Number(values.fewest),
        };
        await (target
          ? ownActions.editTarget(target.id, { version, ...rest })
          : ownActions.addTarget({ name, filter: view.filter, ...rest }));
        await done();
      }}
    >
      {!target && (
        <ChoiceField
          label="Number"
          choices={numbers.map(({ name, label }) => ({ code: name, label }))}
          {...form.text('name')}
        />
      )}
      {!target && Object.keys(view.filter).length > 0 && (
        <Typography variant="body2" color="textSecondary">
          It looks at what the filters of the page let through.
        </Typography>
      )}
      <ChoiceField label="Is to be" choices={TARGET_SIDES} {...form.text('side')} />
      <TextField
        label={TYPED_IN[unit].label}
        {...form.text('value')}
        error={form.errors.value !== undefined || value === null}
        slotProps={{ htmlInput: { inputMode: 'decimal' } }}
      />
      <ChoiceField label="In the period" choices={REPORT_PRESETS} {...form.text('preset')} />
      <TextField
        label="Say nothing of fewer records than"
        {...form.text('fewest')}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <RecipientsField
        value={values.recipients}
        error={form.errors.recipients}
        onChange={(recipients) => form.set({ recipients })}
      />
      <FormControlLabel
        control={
          <Switch checked={values.active} onChange={(_event, active) => form.set({ active })} />
        }
        label="Switched on"
      />
    </ActionDialog>
  );
}
