import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'react-admin';
import {
  INQUIRY_KINDS,
  LANGUAGES,
  LEVELS_OF_CARE,
  type PayerView,
  type RoutingRuleView,
  URGENCIES,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices, useStaffChoices, useTeamChoices } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { STATE_CODES } from '../leads/lead-words';
import { ManyField } from './ManyField';
import { routingActions, RULES_KEY } from './routing-api';
import { conditionsOf, formOf, type RuleForm, TARGET_KINDS, targetOf } from './rule-form';

const STATES = STATE_CODES.map((code) => ({ code, label: code }));

/** Payers a rule or a dry run may name. */
export function usePayerChoices() {
  const { data } = useGetList<PayerView>('payers', {
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'name', order: 'ASC' },
    filter: { active: true },
  });
  return (data ?? []).map(({ id, name }) => ({ code: id, label: name }));
}

interface RuleDialogProps {
  rule: RoutingRuleView | null;
  onClose: () => void;
}

/** One rule: when it applies, and whom it gives the lead. What is left empty does not matter. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const form = useFields<RuleForm>(formOf(rule));
  const { values, set, errors } = form;
  const target = targetOf(values);
  const many = (
    name: keyof RuleForm,
    label: string,
    choices: readonly { code: string; label: string }[],
  ) => (
    <ManyField
      label={label}
      choices={choices}
      value={values[name] as string[]}
      error={errors[`conditions.${name}`]}
      onChange={(codes) => set({ [name]: codes })}
    />
  );
  const payers = usePayerChoices();
  const sources = useSourceChoices();
  return (
    <ActionDialog
      title={rule ? 'Change the rule' : 'Add a rule'}
      submitLabel="Save"
      version={rule?.version ?? 0}
      disabled={values.name.trim() === '' || target === null}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        if (!target) return;
        const input = { name: values.name, conditions: conditionsOf(values), target };
        if (rule) await routingActions.edit(rule.id, { ...input, version, active: rule.active });
        else await routingActions.add({ ...input, active: true });
        await queryClient.invalidateQueries({ queryKey: RULES_KEY });
        notify('Saved. The next lead is handed out by it.', { type: 'success' });
      }}
    >
      <TextField label="Name" required autoFocus={!rule} {...form.text('name')} />
      <Typography variant="h3" component="h3">
        When
      </Typography>
      {many('languages', 'Language', LANGUAGES)}
      {many('urgencies', 'Urgency', URGENCIES)}
      {many('inquiryKinds', 'How they came', INQUIRY_KINDS)}
      {many('states', 'State', STATES)}
      {many('payerIds', 'Payer', payers)}
      {many('levelsOfCare', 'Level of care wanted', LEVELS_OF_CARE)}
      {many('sourceIds', 'Source', sources)}
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField
          label="Hours"
          none="Any time"
          choices={[
            { code: 'open', label: 'While we are open' },
            { code: 'closed', label: 'While we are closed' },
          ]}
          {...form.text('hours')}
        />
        <ChoiceField
          label="Had a lead with us before"
          none="Either"
          choices={[
            { code: 'yes', label: 'Yes' },
            { code: 'no', label: 'No' },
          ]}
          {...form.text('returning')}
        />
      </Stack>
      <Typography variant="h3" component="h3">
        Then it goes to
      </Typography>
      <Target form={form} />
    </ActionDialog>
  );
}

function Target({ form }: { form: ReturnType<typeof useFields<RuleForm>> }) {
  const { values, set } = form;
  const staff = useStaffChoices();
  const teams = useTeamChoices();
  const picks = values.kind === 'team' || values.kind === 'on_duty';
  return (
    <>
      <ChoiceField label="Who" choices={TARGET_KINDS} {...form.text('kind')} />
      {values.kind === 'colleague' && (
        <ChoiceField label="Colleague" required choices={staff} {...form.text('staffId')} />
      )}
      {values.kind === 'team' && (
        <ChoiceField label="Team" required choices={teams} {...form.text('teamId')} />
      )}
      {values.kind === 'queue' && (
        <ChoiceField
          label="Whose queue"
          none="Everybody’s"
          choices={teams}
          {...form.text('teamId')}
        />
      )}
      {picks && (
        <ChoiceField
          label="If several could"
          choices={[
            { code: 'round_robin', label: 'In turn' },
            { code: 'least_loaded', label: 'Whoever has the fewest open leads' },
          ]}
          {...form.text('pick')}
        />
      )}
      {values.kind === 'on_duty' && (
        <FormControlLabel
          control={
            <Switch checked={values.speaking} onChange={(_event, speaking) => set({ speaking })} />
          }
          label="Only who speaks the person’s language"
        />
      )}
    </>
  );
}
