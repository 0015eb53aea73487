import { useState } from 'react';
import type { LeadRow, ProgramView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { LeadField } from '../leads/LeadField';
import { facilityActions, useFacilityDone } from './facility-api';

const WAITS = [
  { code: '60', label: 'one hour' },
  { code: '240', label: 'four hours' },
  { code: '720', label: 'twelve hours' },
  { code: '1440', label: 'a day' },
];

/** Asks the facility to keep a bed for somebody. */
export function AskHoldDialog({ program, onClose }: { program: ProgramView; onClose: () => void }) {
  const done = useFacilityDone();
  const [lead, setLead] = useState<LeadRow | null>(null);
  const form = useFields({ minutes: '240' });
  return (
    <ActionDialog
      title={`Ask ${program.facilityName} to keep a bed`}
      submitLabel="I asked them"
      version={program.version}
      disabled={lead === null}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        if (!lead) return;
        const minutes = Number(form.values.minutes);
        await facilityActions.askHold(program.id, { leadId: lead.id, minutes });
        await done('Asked. Write down their answer when it comes.');
      }}
    >
      <LeadField label="For whom" value={lead} autoFocus onChange={setLead} />
      <ChoiceField label="We wait for their answer for" choices={WAITS} {...form.text('minutes')} />
    </ActionDialog>
  );
}
