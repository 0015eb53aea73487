import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useNavigate } from 'react-router-dom';
import {
  CHECK_WAYS,
  type CheckWay,
  type CoverageView,
  type LeadDetail,
  LEVELS_OF_CARE,
  ourLanguage,
  PAYER_CONSENT_WORDING,
  POLICYHOLDER_WARNING,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { ManyField } from '../routing/ManyField';
import { checkActions, coverageActions } from './insurance-api';

interface AskForm {
  way: CheckWay;
  levelsOfCare: string[];
  consent: boolean;
  told: boolean;
  note: string;
}

interface AskCheckDialogProps {
  lead: LeadDetail;
  coverage: CoverageView;
  /** The patient has agreed that we speak with their insurance. */
  agreed: boolean;
  onClose: () => void;
}

/** Asks for a benefit check; first the patient's consent, and of a dependant that they know who gets statements. */
export default function AskCheckDialog({ lead, coverage, agreed, onClose }: AskCheckDialogProps) {
  const done = useLeadDone(lead.id);
  const navigate = useNavigate();
  const spoken = ourLanguage(lead.language);
  const relationship = coverage.subscriberRelationship;
  const dependent = relationship !== null && relationship !== 'self';
  const wanted = lead.levelAssessed ?? lead.levelScreened ?? lead.levelRequested;
  const form = useFields<AskForm>({
    way: 'electronic',
    levelsOfCare: wanted ? [wanted] : [],
    consent: agreed,
    told: false,
    note: '',
  });
  const { values, errors } = form;
  return (
    <ActionDialog
      title="Check the benefits"
      submitLabel={values.way === 'electronic' ? 'Ask the payer' : 'Ask for the check'}
      version={coverage.version}
      disabled={!values.consent || (dependent && !values.told)}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        if (!agreed) await coverageActions.consent(lead.id, { decision: 'given', how: 'spoken' });
        const made = await checkActions.request(lead.id, {
          coverageId: coverage.id,
          way: values.way,
          levelsOfCare: values.levelsOfCare,
          toldAboutStatements: values.told,
          note: values.note,
        });
        await done('The benefit check is on its way.');
        if (values.way === 'electronic') void navigate(`/benefit-checks/${made.id}/show`);
      }}
    >
      {agreed ? (
        <Typography variant="body2" color="textSecondary">
          The patient has agreed that we speak with their insurance.
        </Typography>
      ) : (
        <>
          <Alert severity="info" icon={false}>
            <Typography variant="body2" sx={{ mb: 0.5 }}>
              Read to the patient:
            </Typography>
            <span lang={spoken}>“{PAYER_CONSENT_WORDING[spoken]}”</span>
          </Alert>
          <FormControlLabel
            control={
              <Checkbox
                checked={values.consent}
                onChange={(_event, consent) => form.set({ consent })}
              />
            }
            label="The patient said yes"
          />
        </>
      )}
      {dependent && (
        <>
          <Alert severity="warning" icon={false}>
            <span lang={spoken}>{POLICYHOLDER_WARNING[spoken]}</span>
          </Alert>
          <FormControlLabel
            control={
              <Checkbox checked={values.told} onChange={(_event, told) => form.set({ told })} />
            }
            label="The patient was told this, and wants the check"
          />
        </>
      )}
      <ChoiceField label="Way" choices={CHECK_WAYS} {...form.text('way')} />
      <ManyField
        label="Levels of care"
        choices={LEVELS_OF_CARE}
        value={values.levelsOfCare}
        error={errors.levelsOfCare}
        onChange={(levelsOfCare) => form.set({ levelsOfCare })}
      />
      <TextField label="Note" multiline minRows={2} {...form.text('note')} />
    </ActionDialog>
  );
}
