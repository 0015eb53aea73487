import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormLabel from '@mui/material/FormLabel';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  ENDED_REFERRAL_STATES,
  LANGUAGES,
  type LeadDetail,
  PACKET_SECTIONS,
  type PacketSection,
  type ReferralRow,
  ourLanguage,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { referralActions, useReferralDone } from './referral-api';

interface Props {
  lead: LeadDetail;
  referrals: readonly ReferralRow[];
  onClose: () => void;
}

/** Makes the words that are signed: whom, what, how long. One consent may name several facilities. */
export function ConsentDialog({ lead, referrals, onClose }: Props) {
  const done = useReferralDone(lead.id);
  const open = referrals.filter((row) => !ENDED_REFERRAL_STATES.some((end) => end === row.state));
  const facilities = [...new Map(open.map((row) => [row.facilityId, row.facilityName]))];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(facilities.map(([id]) => id)));
  const [sections, setSections] = useState<ReadonlySet<PacketSection>>(
    new Set(['identity', 'contact', 'needs', 'safety', 'coverage']),
  );
  const form = useFields({ language: ourLanguage(lead.language), days: '365' });
  return (
    <ActionDialog
      title="Ask for consent to disclosure"
      submitLabel="Make the words"
      version={lead.version}
      disabled={chosen.size === 0 || sections.size === 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await referralActions.askConsent(lead.id, {
          facilityIds: [...chosen],
          sections: [...sections],
          language: form.values.language,
          days: Number(form.values.days),
        });
        done('The words are made. Send the link, or have them signed on paper.');
      }}
    >
      {facilities.length === 0 && (
        <Typography>Make a draft for a program first: a consent names the facility.</Typography>
      )}
      <Boxes
        title="Who may be told"
        choices={facilities.map(([code, label]) => ({ code, label }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <Boxes
        title="What may be told"
        choices={PACKET_SECTIONS}
        chosen={sections}
        onChange={(next) => setSections(next as ReadonlySet<PacketSection>)}
      />
      <ChoiceField label="Language of the words" choices={LANGUAGES} {...form.text('language')} />
      <ChoiceField
        label="Ends after"
        choices={[
          { code: '30', label: '30 days' },
          { code: '90', label: '90 days' },
          { code: '365', label: 'a year' },
        ]}
        {...form.text('days')}
      />
    </ActionDialog>
  );
}

function Boxes(props: {
  title: string;
  choices: readonly { code: string; label: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { title, choices, chosen, onChange } = props;
  if (choices.length === 0) return null;
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0 }}>
      <FormLabel component="legend">{title}</FormLabel>
      <FormGroup>
        {choices.map(({ code, label }) => (
          <FormControlLabel
            key={code}
            label={label}
            control={
              <Checkbox
                checked={chosen.has(code)}
                onChange={(_event, on) => {
                  const next = new Set(chosen);
                  if (on) next.add(code);
                  else next.delete(code);
                  onChange(next);
                }}
              />
            }
          />
        ))}
      </FormGroup>
    </Box>
  );
}
