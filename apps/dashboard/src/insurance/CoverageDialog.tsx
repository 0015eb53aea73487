import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import {
  type CoverageView,
  type LeadDetail,
  PLAN_TYPES,
  type PayerView,
  type PlanType,
  RELATIONSHIPS,
  type Relationship,
} from '#contract';
import { leadActions } from '../api/actions';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { coverageActions } from './insurance-api';
import { PayerField } from './PayerField';

interface CoverageDialogProps {
  lead: LeadDetail;
  /** Null: a new one. */
  coverage: CoverageView | null;
  onClose: () => void;
}

/** A policy as it was told. The payer is found by any of its names; what does not fit the list stays as typed. */
export default function CoverageDialog(props: CoverageDialogProps) {
  const payerId = props.coverage?.payerId ?? null;
  const { data: payer, isPending } = useGetOne<PayerView>(
    'payers',
    { id: payerId ?? '' },
    { enabled: payerId !== null },
  );
  // The form begins with the payer's name, which has to be there.
  if (payerId !== null && isPending) return null;
  return <CoverageForm {...props} known={payer ?? null} />;
}

function CoverageForm({
  lead,
  coverage,
  known,
  onClose,
}: CoverageDialogProps & { known: PayerView | null }) {
  const done = useLeadDone(lead.id);
  const [payer, setPayer] = useState<PayerView | null>(known);
  const form = useFields({
    payerText: known?.name ?? coverage?.payerText ?? '',
    planType: coverage?.planType ?? 'unknown',
    memberId: coverage?.memberId ?? '',
    groupNumber: coverage?.groupNumber ?? '',
    subscriberName: coverage?.subscriberName ?? '',
    subscriberRelationship: coverage?.subscriberRelationship ?? '',
    subscriberBorn: coverage?.subscriberBorn ?? '',
    patientBorn: coverage?.patientBorn ?? '',
  });
  const { values } = form;
  const dependent =
    values.subscriberRelationship !== '' && values.subscriberRelationship !== 'self';
  const toSend = () => ({
    payerId: payer?.id ?? null,
    payerText:
      payer && coverage?.payerText && payer.id === coverage.payerId
        ? coverage.payerText
        : values.payerText,
    planType: values.planType as PlanType,
    memberId: values.memberId,
    groupNumber: values.groupNumber,
    subscriberName: values.subscriberName,
    subscriberRelationship: (values.subscriberRelationship || null) as Relationship | null,
    subscriberBorn: values.subscriberBorn,
    patientBorn: dependent ? values.patientBorn : '',
  });
  return (
    <ActionDialog
      title={coverage ? 'Change the coverage' : 'Add coverage'}
      submitLabel="Save the coverage"
      version={coverage?.version ?? lead.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await (coverage
          ? coverageActions.edit(coverage.id, { ...toSend(), version })
          : leadActions.addCoverage(lead.id, toSend()));
        await done('Coverage saved.');
      }}
    >
      <PayerField
        label="Payer, as they say it"
        typed={values.payerText}
        problem={form.errors.payerText ?? form.errors.payerId}
        onTyped={(payerText) => form.set({ payerText })}
        onChosen={setPayer}
      />
      {payer?.fact && <Alert severity="info">{payer.fact}</Alert>}
      <ChoiceField label="Plan type" choices={PLAN_TYPES} {...form.text('planType')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField fullWidth label="Member id" autoComplete="off" {...form.text('memberId')} />
        <TextField fullWidth label="Group" autoComplete="off" {...form.text('groupNumber')} />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          fullWidth
          label="Policyholder"
          autoComplete="off"
          {...form.text('subscriberName')}
        />
        <ChoiceField
          label="Who is the patient’s"
          none="Not said"
          choices={RELATIONSHIPS}
          {...form.text('subscriberRelationship')}
        />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <WhenField
          fullWidth
          type="date"
          label="Policyholder’s date of birth"
          {...form.text('subscriberBorn')}
        />
        {dependent && (
          <WhenField
            fullWidth
            type="date"
            label="Patient’s date of birth"
            {...form.text('patientBorn')}
          />
        )}
      </Stack>
    </ActionDialog>
  );
}
