import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  type BenefitCheckView,
  CHECK_WAYS,
  choices,
  COPAY_PER,
  labelOf,
  LEVELS_OF_CARE,
  NETWORKS,
  PHONE_SCRIPT,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { checkActions } from './insurance-api';
import {
  summaryFormOf,
  summaryOf,
  type TermsForm,
  termsFormsOf,
  termsOf,
  unreadable,
} from './result-form';
import { useCheckDone } from './use-check-done';

const ACTIVE = choices({ active: 'Active', inactive: 'Not active', unknown: 'Not said' });
const YES_NO = choices({ yes: 'Yes', no: 'No' });
const COBRA = choices({ no: 'No', active: 'In force', pending: 'Not in force yet' });
const COVERED = choices({ yes: 'Covered', no: 'Not covered', unknown: 'Not said' });
const AUTHORISATION = choices({
  required: 'Needed before admission',
  not_required: 'Not needed',
  unknown: 'Not said',
});
/** What a human may have done; asking electronically closes a check by itself. */
const WAYS = CHECK_WAYS.filter(({ code }) => code !== 'electronic');

/** Writes down what a person was told, with the script to ask by. */
export default function ResultDialog({
  check,
  onClose,
}: {
  check: BenefitCheckView;
  onClose: () => void;
}) {
  const done = useCheckDone(check);
  const proof = useFields({
    way: check.way === 'outside' ? 'outside' : 'phone',
    representative: '',
    reference: '',
    note: check.note ?? '',
  });
  const plan = useFields(summaryFormOf(check));
  const [terms, setTerms] = useState(() => termsFormsOf(check));
  const [odd, setOdd] = useState<string | null>(null);
  const change = (index: number, patch: Partial<TermsForm>) =>
    setTerms((all) => all.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  return (
    <ActionDialog
      title="What the plan covers"
      submitLabel="Close the check with this"
      version={check.version}
      setErrors={proof.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const problem = unreadable(terms);
        setOdd(problem);
        if (problem) return 'stay';
        await checkActions.record(check.id, {
          version,
          way: proof.values.way === 'outside' ? 'outside' : 'phone',
          representative: proof.values.representative,
          reference: proof.values.reference,
          note: proof.values.note,
          summary: summaryOf(plan.values, check.payerName),
          terms: terms.map(termsOf),
        });
        await done('The check is closed.');
        return undefined;
      }}
    >
      {odd && <Alert severity="error">{odd}</Alert>}
      <Script />
      <ChoiceField label="Way" choices={WAYS} {...proof.text('way')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          fullWidth
          label="Spoke with"
          autoComplete="off"
          {...proof.text('representative')}
        />
        <TextField
          fullWidth
          label="Reference number"
          autoComplete="off"
          {...proof.text('reference')}
        />
      </Stack>
      <Typography variant="subtitle2" component="h3">
        The plan
      </Typography>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField label="Active today" choices={ACTIVE} {...plan.text('active')} />
        <WhenField fullWidth type="date" label="Since" {...plan.text('begins')} />
        <WhenField fullWidth type="date" label="Ends" {...plan.text('ends')} />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField
          label="Grace period"
          none="Not said"
          choices={YES_NO}
          {...plan.text('inGrace')}
        />
        <ChoiceField label="COBRA" none="Not said" choices={COBRA} {...plan.text('cobra')} />
        <WhenField
          fullWidth
          type="date"
          label="Plan year begins again"
          {...plan.text('resetsOn')}
        />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField fullWidth label="Behavioral health handled by" {...plan.text('carveOut')} />
        <TextField fullWidth label="Their number" {...plan.text('carveOutPhone')} />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField fullWidth label="Other insurance on file" {...plan.text('otherPayer')} />
        <TextField fullWidth label="Facilities not paid" {...plan.text('facilityExclusions')} />
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          fullWidth
          label="Out of network is paid by"
          {...plan.text('outOfNetworkBasis')}
        />
        <ChoiceField
          label="Pays the patient"
          none="Not said"
          choices={YES_NO}
          {...plan.text('paysPatient')}
        />
      </Stack>
      {terms.map((one, index) => (
        <TermsFields
          key={`${one.levelOfCare} ${one.network}`}
          terms={one}
          onChange={(patch) => change(index, patch)}
        />
      ))}
      <TextField label="Note" multiline minRows={2} {...proof.text('note')} />
    </ActionDialog>
  );
}

function Script() {
  return (
    <Accordion disableGutters variant="outlined" sx={{ borderRadius: 1 }}>
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>What to ask on the phone</AccordionSummary>
      <AccordionDetails>
        {PHONE_SCRIPT.map(({ part, questions }) => (
          <Box key={part} sx={{ mb: 1 }}>
            <strong>{part}</strong>
            <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.875rem' }}>
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </Box>
          </Box>
        ))}
      </AccordionDetails>
    </Accordion>
  );
}

interface TermsFieldsProps {
  terms: TermsForm;
  onChange: (patch: Partial<TermsForm>) => void;
}

function TermsFields({ terms, onChange }: TermsFieldsProps) {
  const name = `${labelOf(LEVELS_OF_CARE, terms.levelOfCare)}, ${labelOf(NETWORKS, terms.network).toLowerCase()}`;
  const text = (field: keyof TermsForm) => ({
    value: terms[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  });
  const pair = {
    display: 'grid',
    gap: 2,
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
  };
  const asked = terms.covered !== 'no';
  return (
    <Box role="group" aria-label={name} sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="subtitle2" component="h3">
        {name}
      </Typography>
      <Box sx={pair}>
        <ChoiceField label="Covered" choices={COVERED} {...text('covered')} />
        {asked && (
          <ChoiceField label="Authorization" choices={AUTHORISATION} {...text('authorisation')} />
        )}
      </Box>
      {asked && (
        <Box sx={pair}>
          <TextField label="Deductible, $" {...text('deductible')} />
          <TextField label="… left, $" {...text('deductibleLeft')} />
          <TextField label="Patient pays, %" {...text('coinsurance')} />
          <TextField label="Out-of-pocket maximum, $" {...text('outOfPocket')} />
          <TextField label="… left, $" {...text('outOfPocketLeft')} />
          <TextField label="Copay, $" {...text('copay')} />
          <ChoiceField label="Copay for" choices={COPAY_PER} {...text('copayPer')} />
          <TextField label="Days a year" {...text('days')} />
          <TextField label="Days used" {...text('daysUsed')} />
        </Box>
      )}
    </Box>
  );
}
