import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type FormEvent, useState } from 'react';
import {
  INQUIRY_KINDS,
  LANGUAGES,
  LEVELS_OF_CARE,
  type LeadRow,
  type RoutingAnswer,
  type RoutingFacts,
  URGENCIES,
} from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { LeadField } from '../leads/LeadField';
import { STATE_CODES } from '../leads/lead-words';
import { Panel } from '../leads/page/Panel';
import { RoutingAnswerView } from './RoutingAnswerView';
import { usePayerChoices } from './RuleDialog';
import { routingActions } from './routing-api';

const EMPTY = {
  language: 'en',
  urgency: 'P2',
  inquiryKind: 'form',
  state: '',
  payerId: '',
  levelOfCare: '',
  sourceId: '',
  returning: false,
};

/** "Who would get this one, and why": for a lead there is, or one made up. Nothing is changed by asking. */
export function DryRunPanel() {
  const [about, setAbout] = useState<'facts' | 'lead'>('facts');
  const [answer, setAnswer] = useState<RoutingAnswer | null>(null);
  const [lead, setLead] = useState<LeadRow | null>(null);
  const form = useFields(EMPTY);
  const { busy, problem, run } = useSubmission(form.setErrors);
  const { values } = form;
  const payers = usePayerChoices();
  const sources = useSourceChoices();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAnswer(null);
    void run(async () => {
      const asked = about === 'lead' && lead ? { leadId: lead.id } : { facts: factsOf(values) };
      setAnswer(await routingActions.dryRun(asked));
    });
  };
  return (
    <Panel title="Who would get this one?">
      <Tabs
        value={about}
        aria-label="About what"
        onChange={(_event, next: 'facts' | 'lead') => {
          setAbout(next);
          setAnswer(null);
        }}
        sx={{ mb: 1.5 }}
      >
        <Tab value="facts" label="Somebody made up" />
        <Tab value="lead" label="A lead" />
      </Tabs>
      <Stack component="form" noValidate spacing={2} onSubmit={ask}>
        {about === 'lead' ? (
          <LeadField label="Lead" value={lead} onChange={setLead} />
        ) : (
          <>
            <Stack direction="row" spacing={2}>
              <ChoiceField label="Language" choices={LANGUAGES} {...form.text('language')} />
              <ChoiceField
                label="State"
                none="Not known"
                choices={STATE_CODES.map((code) => ({ code, label: code }))}
                {...form.text('state')}
              />
            </Stack>
            <ChoiceField label="Urgency" choices={URGENCIES} {...form.text('urgency')} />
            <ChoiceField
              label="How they came"
              none="Not known"
              choices={INQUIRY_KINDS}
              {...form.text('inquiryKind')}
            />
            <ChoiceField
              label="Payer"
              none="Not known"
              choices={payers}
              {...form.text('payerId')}
            />
            <ChoiceField
              label="Level of care wanted"
              none="Not known"
              choices={LEVELS_OF_CARE}
              {...form.text('levelOfCare')}
            />
            <ChoiceField
              label="Source"
              none="Not known"
              choices={sources}
              {...form.text('sourceId')}
            />
            <FormControlLabel
              control={
                <Switch
                  checked={values.returning}
                  onChange={(_event, returning) => form.set({ returning })}
                />
              }
              label="Had a lead with us before"
            />
          </>
        )}
        <Box>
          <Button
            type="submit"
            variant="outlined"
            loading={busy}
            disabled={about === 'lead' && lead === null}
          >
            Who, and why
          </Button>
        </Box>
      </Stack>
      {problem && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {problem}
        </Alert>
      )}
      <div aria-live="polite">{answer && <RoutingAnswerView answer={answer} />}</div>
    </Panel>
  );
}

function factsOf(values: typeof EMPTY): Partial<RoutingFacts> {
  return {
    language: values.language,
    urgency: values.urgency as RoutingFacts['urgency'],
    inquiryKind: (values.inquiryKind || null) as RoutingFacts['inquiryKind'],
    state: values.state || null,
    payerId: values.payerId || null,
    levelOfCare: values.levelOfCare || null,
    sourceId: values.sourceId || null,
    returning: values.returning,
  };
}
