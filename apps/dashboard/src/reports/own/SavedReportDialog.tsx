import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useNotify } from 'react-admin';
import {
  REPORT_PRESETS,
  REPORT_RHYTHMS,
  REPORT_SLICES,
  type ReportPreset,
  type ReportSchedule,
  type SavedReportView,
  type Slice,
} from '#contract';
import { sentenceOf } from '../../api/refusal';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { WhenField } from '../../forms/WhenField';
import { useCatalogue } from '../asking/catalogue';
import { useReportView } from '../asking/use-report-view';
import { ownActions, useOwnDone } from './own-api';
import { RecipientsField } from './RecipientsField';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface SavedReportDialogProps {
  report: SavedReportView | null;
  onClose: () => void;
}

/** What is typed; empty: not cut up, never sent. */
interface Asked {
  name: string;
  names: string[];
  by: Slice | '';
  preset: ReportPreset;
  every: ReportSchedule['every'] | '';
  weekday: string;
  at: string;
  shared: boolean;
  recipients: string[];
}

/** Saves a question with the filters of the page, and says when it comes by e-mail to whom. */
export function SavedReportDialog({ report, onClose }: SavedReportDialogProps) {
  const done = useOwnDone();
  const notify = useNotify();
  const { data: catalogue } = useCatalogue();
  const { view } = useReportView();
  const form = useFields<Asked>({
    name: report?.name ?? '',
    names: report?.settings.names ?? ['leads', 'contact_rate', 'answered_rate'],
    by: report?.settings.by[0] ?? '',
    preset: report?.settings.preset ?? 'days7',
    every: report?.schedule?.every ?? '',
    weekday: String(report?.schedule?.weekday ?? 1),
    at: report?.schedule?.at ?? '07:00',
    shared: report?.shared ?? false,
    recipients: report?.recipients ?? [],
  });
  const { values } = form;
  const numbers = catalogue?.numbers ?? [];
  // A slice is offered when every chosen number knows it.
  const slices = REPORT_SLICES.filter(({ code }) =>
    values.names.every((name) => numbers.find((each) => each.name === name)?.slices.includes(code)),
  );
  const remove = async (known: SavedReportView) => {
    try {
      await ownActions.remove(known);
      onClose();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await done();
  };
  return (
    <ActionDialog
      title={report ? report.name : 'New report'}
      submitLabel="Save"
      version={report?.version ?? 0}
      disabled={values.name.trim() === '' || values.names.length === 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { name, names, by, preset, every, weekday, at, shared, recipients } = values;
        const settings = {
          ...(report?.settings ?? { grain: null, compare: true, filter: view.filter }),
          names,
          preset,
          by: by === '' ? [] : [by],
        };
        const schedule = every === '' ? null : { every, weekday: Number(weekday), at };
        const data = { name, settings, shared, schedule, recipients };
        await (report ? ownActions.edit(report.id, { version, ...data }) : ownActions.save(data));
        await done();
      }}
    >
      <TextField label="Name" autoFocus {...form.text('name')} />
      <TextField
        select
        label="Numbers"
        value={values.names}
        error={form.errors['settings.names'] !== undefined}
        helperText={form.errors['settings.names']}
        onChange={({ target }) => form.set({ names: [target.value].flat().slice(0, 12), by: '' })}
        slotProps={{ select: { multiple: true } }}
      >
        {numbers.map(({ name, label }) => (
          <MenuItem key={name} value={name}>
            {label}
          </MenuItem>
        ))}
      </TextField>
      <ChoiceField label="Cut up by" none="Not cut up" choices={slices} {...form.text('by')} />
      <ChoiceField label="Period" choices={REPORT_PRESETS} {...form.text('preset')} />
      {!report && Object.keys(view.filter).length > 0 && (
        <Typography variant="body2" color="textSecondary">
          The filters of the page are saved with it.
        </Typography>
      )}
      <FormControlLabel
        control={
          <Switch checked={values.shared} onChange={(_event, shared) => form.set({ shared })} />
        }
        label="Colleagues may use it too"
      />
      <ChoiceField
        label="Sent by e-mail"
        none="Never"
        choices={REPORT_RHYTHMS}
        {...form.text('every')}
      />
      {values.every !== '' && (
        <>
          {values.every === 'week' && (
            <ChoiceField
              label="On"
              choices={WEEKDAYS.map((label, at) => ({ code: String(at + 1), label }))}
              {...form.text('weekday')}
            />
          )}
          <WhenField type="time" label="At" {...form.text('at')} />
          <RecipientsField
            value={values.recipients}
            error={form.errors.recipients}
            onChange={(recipients) => form.set({ recipients })}
          />
        </>
      )}
      {report && (
        <div>
          <Button color="error" onClick={() => void remove(report)}>
            Take this report away
          </Button>
        </div>
      )}
    </ActionDialog>
  );
}
