import FormControlLabel from '@mui/material/FormControlLabel';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import {
  EXCLUSIONS,
  LEVELS_OF_CARE,
  MOUD_MEDICINES,
  MOUD_STANCES,
  POPULATIONS,
  PROGRAM_LANGUAGES,
  type ProgramView,
  REQUIREMENTS,
  SEXES,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { changedOf } from '../forms/changed';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { ManyField } from '../routing/ManyField';
import { facilityActions, useFacilityDone } from './facility-api';
import { PayersField } from './PayersField';
import { SaidByField } from './SaidByField';

const PAYS = [
  { code: 'selfPay', label: 'Self-pay' },
  { code: 'slidingScale', label: 'Sliding scale' },
  { code: 'scholarship', label: 'Scholarship' },
  { code: 'stateFunded', label: 'State-funded' },
  { code: 'privateInsurance', label: 'Private insurance, whose was not said' },
] as const;
const numeric = { htmlInput: { inputMode: 'numeric' } } as const;

/** What a form's number field holds: a number, null for nothing, or what was typed, which the desk refuses. */
const numberOf = (text: string) => {
  const typed = text.trim();
  if (typed === '') return null;
  return Number.isNaN(Number(typed)) ? typed : Number(typed);
};

function valuesOf(program: ProgramView | null) {
  return {
    name: program?.name ?? '',
    levelOfCare: program?.levelOfCare ?? 'residential_high',
    minAge: program?.minAge == null ? '' : String(program.minAge),
    maxAge: program?.maxAge == null ? '' : String(program.maxAge),
    lengthOfStayDays: program?.lengthOfStayDays == null ? '' : String(program.lengthOfStayDays),
    sexes: program?.sexes ?? [],
    populations: program?.populations ?? [],
    languages: program?.languages ?? ['en'],
    methadone: (program?.methadone ?? 'unknown') as string,
    buprenorphine: (program?.buprenorphine ?? 'unknown') as string,
    naltrexone: (program?.naltrexone ?? 'unknown') as string,
    selfPay: program?.selfPay ?? false,
    slidingScale: program?.slidingScale ?? false,
    scholarship: program?.scholarship ?? false,
    stateFunded: program?.stateFunded ?? false,
    privateInsurance: program?.privateInsurance ?? false,
    requirements: program?.requirements ?? [],
    exclusions: program?.exclusions ?? [],
    description: program?.description ?? '',
    active: program?.active ?? true,
    payers: (program?.payers ?? []).map(({ payerId, payerName, network }) => ({
      payerId,
      payerName,
      network,
    })),
  };
}

interface ProgramDialogProps {
  facilityId: string;
  /** Null: a new one. */
  program: ProgramView | null;
  onClose: () => void;
}

/** Adds a program or changes one. Only what was changed is sent, and counts as said today. */
export function ProgramDialog({ facilityId, program, onClose }: ProgramDialogProps) {
  const done = useFacilityDone();
  const before = valuesOf(program);
  const form = useFields({ ...before, saidBy: 'facility' });
  const { saidBy, ...values } = form.values;
  const submit = async (version: number) => {
    const changed: Record<string, unknown> = program ? changedOf(before, values) : { ...values };
    for (const name of ['minAge', 'maxAge', 'lengthOfStayDays']) {
      if (typeof changed[name] === 'string') changed[name] = numberOf(changed[name]);
    }
    if (changed.payers) {
      changed.payers = values.payers.map(({ payerId, network }) => ({ payerId, network }));
    }
    await (program
      ? facilityActions.editProgram(program.id, { ...changed, saidBy, version })
      : facilityActions.addProgram(facilityId, { ...changed, saidBy }));
    await done('Saved.');
  };
  return (
    <ActionDialog
      title={program ? 'Change the program' : 'New program'}
      submitLabel="Save"
      version={program?.version ?? 0}
      disabled={values.name.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField label="Name" required autoFocus autoComplete="off" {...form.text('name')} />
      <ChoiceField label="Level of care" choices={LEVELS_OF_CARE} {...form.text('levelOfCare')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField label="Youngest age" fullWidth {...form.text('minAge')} slotProps={numeric} />
        <TextField label="Oldest age" fullWidth {...form.text('maxAge')} slotProps={numeric} />
        <TextField
          label="Days of stay"
          fullWidth
          {...form.text('lengthOfStayDays')}
          slotProps={numeric}
        />
      </Stack>
      <ManyField
        label="Made for"
        choices={POPULATIONS}
        value={values.populations}
        error={form.errors.populations}
        onChange={(populations) => form.set({ populations })}
      />
      <ManyField
        label="Takes only"
        choices={SEXES}
        value={values.sexes}
        error={form.errors.sexes}
        onChange={(sexes) => form.set({ sexes })}
      />
      <ManyField
        label="Languages"
        choices={PROGRAM_LANGUAGES}
        value={values.languages}
        error={form.errors.languages}
        onChange={(languages) => form.set({ languages })}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        {MOUD_MEDICINES.map(({ code, label }) => (
          <ChoiceField key={code} label={label} choices={MOUD_STANCES} {...form.text(code)} />
        ))}
      </Stack>
      <PayersField
        value={values.payers}
        error={form.errors.payers}
        onChange={(payers) => form.set({ payers })}
      />
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0 }}>
        <Typography component="legend" variant="body2" color="textSecondary">
          Other ways to pay
        </Typography>
        {PAYS.map(({ code, label }) => (
          <FormControlLabel
            key={code}
            control={
              <Checkbox
                checked={values[code]}
                onChange={(_event, on) => form.set({ [code]: on })}
              />
            }
            label={label}
          />
        ))}
      </Box>
      <ManyField
        label="Asks for"
        choices={REQUIREMENTS}
        value={values.requirements}
        error={form.errors.requirements}
        onChange={(requirements) => form.set({ requirements })}
      />
      <ManyField
        label="Does not take"
        choices={EXCLUSIONS}
        value={values.exclusions}
        error={form.errors.exclusions}
        onChange={(exclusions) => form.set({ exclusions })}
      />
      <TextField label="In a few words" multiline minRows={2} {...form.text('description')} />
      <FormControlLabel
        control={
          <Switch checked={values.active} onChange={(_event, active) => form.set({ active })} />
        }
        label="In use: people are referred there"
      />
      <SaidByField value={saidBy} onChange={({ target }) => form.set({ saidBy: target.value })} />
    </ActionDialog>
  );
}
