import Autocomplete from '@mui/material/Autocomplete';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import {
  type LeadDetail,
  PLAN_TYPES,
  type PayerView,
  type PlanType,
  RELATIONSHIPS,
  type Relationship,
} from '#contract';
import { leadActions } from '../../api/actions';
import { ActionDialog } from '../../forms/ActionDialog';
import { ChoiceField } from '../../forms/ChoiceField';
import { useFields } from '../../forms/use-fields';
import { openAction } from './open-action';
import { useLeadDone } from './use-lead-done';

/** Adds a policy. The payer is found by any of its names; what does not fit the list stays as typed. */
export function AddCoverage({ lead }: { lead: LeadDetail }) {
  const done = useLeadDone(lead.id);
  const [payer, setPayer] = useState<PayerView | null>(null);
  const form = useFields({
    payerText: '',
    planType: 'unknown',
    memberId: '',
    groupNumber: '',
    subscriberName: '',
    subscriberRelationship: '',
  });
  const { values } = form;
  return (
    <ActionDialog
      title="Add coverage"
      submitLabel="Save the coverage"
      version={lead.version}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async () => {
        await leadActions.addCoverage(lead.id, {
          payerId: payer?.id ?? null,
          payerText: values.payerText,
          planType: values.planType as PlanType,
          memberId: values.memberId,
          groupNumber: values.groupNumber,
          subscriberName: values.subscriberName,
          subscriberRelationship: (values.subscriberRelationship || null) as Relationship | null,
        });
        await done('Coverage saved.');
      }}
    >
      <PayerField
        typed={values.payerText}
        problem={form.errors.payerText ?? form.errors.payerId}
        onTyped={(payerText) => form.set({ payerText })}
        onChosen={setPayer}
      />
      {payer?.fact && (
        <TextField
          label="Good to know"
          value={payer.fact}
          slotProps={{ input: { readOnly: true } }}
          multiline
        />
      )}
      <ChoiceField label="Plan type" choices={PLAN_TYPES} {...form.text('planType')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField fullWidth label="Member id" autoComplete="off" {...form.text('memberId')} />
        <TextField fullWidth label="Group" autoComplete="off" {...form.text('groupNumber')} />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          fullWidth
          label="Subscriber"
          autoComplete="off"
          {...form.text('subscriberName')}
        />
        <ChoiceField
          label="Subscriber is the patient’s"
          none="Not said"
          choices={RELATIONSHIPS}
          {...form.text('subscriberRelationship')}
        />
      </Stack>
    </ActionDialog>
  );
}

interface PayerFieldProps {
  typed: string;
  problem: string | undefined;
  onTyped: (text: string) => void;
  onChosen: (payer: PayerView | null) => void;
}

function PayerField({ typed, problem, onTyped, onChosen }: PayerFieldProps) {
  const { data } = useGetList<PayerView>(
    'payers',
    {
      filter: { q: typed.trim() },
      pagination: { page: 1, perPage: 10 },
      sort: { field: 'nearest', order: 'ASC' },
    },
    { enabled: typed.trim().length >= 2, retry: false },
  );
  return (
    <Autocomplete<PayerView, false, false, true>
      freeSolo
      options={data ?? []}
      filterOptions={(all) => all}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.name)}
      inputValue={typed}
      onInputChange={(_event, value) => onTyped(value)}
      onChange={(_event, choice) => onChosen(typeof choice === 'string' ? null : choice)}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Payer, as they say it"
          error={problem !== undefined}
          helperText={problem ?? 'Any name it goes by, e.g. “BCBS of Texas”.'}
        />
      )}
    />
  );
}
