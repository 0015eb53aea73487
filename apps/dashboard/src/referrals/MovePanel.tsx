import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  DECLINE_REASONS,
  labelOf,
  REFERRAL_STATES,
  type ReferralDetail,
  type ReferralMove,
  type ReferralState,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { inFull, toLocalInput } from '../words/time';
import { referralActions, useReferralDone } from './referral-api';

/** What to do now, in one sentence. */
const NOW: Partial<Record<ReferralState, string>> = {
  draft: 'Nothing has been sent. Nobody outside knows of it.',
  sent: 'The facility has it. Call them when the clock runs out; write down here what they say.',
  acknowledged: 'They have read it. Wait for their answer, or call.',
  waitlisted: 'They have put the patient on a list. Look for another place meanwhile.',
  accepted: 'They take the patient. Agree on a day with both, then schedule.',
  pre_admission_screen: 'They screen the patient before admission.',
  medically_cleared: 'Cleared. Agree on a day with both, then schedule.',
  scheduled: 'Plan the way there, and hand over in one call with all three.',
  no_show: 'They did not come. Find out whether they are safe; offer another day.',
  arrived: 'They are there. The facility says whether they are admitted.',
  admitted: 'In care. Ask after 7 and after 30 days.',
  in_care_7: 'In care after a week.',
  in_care_30: 'In care after a month.',
};
/** What is done first, as the main button. */
const MAIN: ReadonlySet<ReferralState> = new Set([
  'acknowledged',
  'accepted',
  'scheduled',
  'arrived',
  'admitted',
  'in_care_7',
  'in_care_30',
]);
/** Facts about a patient that only a facility or the patient can know. */
const HEARD: ReadonlySet<ReferralState> = new Set([
  'acknowledged',
  'accepted',
  'waitlisted',
  'declined',
  'admitted',
  'turned_away',
]);

/** Where it stands, and the moves that are permitted from here. */
export function MovePanel({ referral }: { referral: ReferralDetail }) {
  const works = useMe().may('referral.work');
  const [move, setMove] = useState<ReferralMove | null>(null);
  return (
    <Panel title="Where it stands">
      <Typography>
        {NOW[referral.state] ??
          `It is over: ${labelOf(REFERRAL_STATES, referral.state).toLowerCase()}.`}
      </Typography>
      {referral.arrivalAt && (
        <Typography sx={{ mt: 0.5 }}>
          Arrival: <strong>{inFull(referral.arrivalAt)}</strong>
        </Typography>
      )}
      {referral.declineReason && (
        <Typography sx={{ mt: 0.5 }}>
          Why: {labelOf(DECLINE_REASONS, referral.declineReason)}
        </Typography>
      )}
      {works && referral.moves.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>
          {referral.moves.map((each) => (
            <Button
              key={each.to}
              size="small"
              variant={MAIN.has(each.to) ? 'outlined' : 'text'}
              color={each.to === 'withdrawn' ? 'error' : 'primary'}
              onClick={() => setMove(each)}
            >
              {referral.state === 'draft' ? 'Give the draft up' : labelOf(REFERRAL_STATES, each.to)}
            </Button>
          ))}
        </Box>
      )}
      {move && <MoveDialog referral={referral} move={move} onClose={() => setMove(null)} />}
    </Panel>
  );
}

function saidByOf(to: ReferralState): string {
  if (to === 'withdrawn') return 'person';
  return HEARD.has(to) ? 'facility' : 'staff';
}

const SAID_BY = [
  { code: 'facility', label: 'The facility, on the phone' },
  { code: 'person', label: 'The patient' },
  { code: 'staff', label: 'I know it myself' },
];

function MoveDialog(props: { referral: ReferralDetail; move: ReferralMove; onClose: () => void }) {
  const { referral, move, onClose } = props;
  const done = useReferralDone(referral.leadId);
  const form = useFields({
    saidBy: saidByOf(move.to),
    reason: '',
    note: '',
    arrivalAt: referral.arrivalAt ? toLocalInput(new Date(referral.arrivalAt)) : '',
  });
  const label = labelOf(REFERRAL_STATES, move.to);
  const wantsTime = move.needs.includes('arrivalAt');
  const wantsReason = move.needs.includes('reason');
  return (
    <ActionDialog
      title={move.to === 'withdrawn' ? 'Withdraw the referral' : `Move to “${label}”`}
      submitLabel={move.to === 'withdrawn' ? 'Withdraw' : label}
      version={referral.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { saidBy, reason, note, arrivalAt } = form.values;
        await referralActions.change(referral.id, {
          version,
          to: move.to,
          saidBy: saidBy as 'staff' | 'facility' | 'person',
          ...(reason ? { reason: reason as 'capacity' } : {}),
          ...(note.trim() ? { note } : {}),
          ...(arrivalAt ? { arrivalAt: new Date(arrivalAt).toISOString() } : {}),
        });
        done(`${label}.`);
      }}
    >
      {move.to === 'withdrawn' && (
        <Typography>
          The link ends and what was opened closes. The facility is told that it is no longer open.
        </Typography>
      )}
      {wantsReason && (
        <ChoiceField label="Why" choices={DECLINE_REASONS} required {...form.text('reason')} />
      )}
      {wantsTime && (
        <WhenField
          fullWidth
          type="datetime-local"
          label={move.to === 'accepted' ? 'They can come (if they said when)' : 'Arrival'}
          {...form.text('arrivalAt')}
        />
      )}
      <ChoiceField label="Who said so" choices={SAID_BY} {...form.text('saidBy')} />
      <TextField fullWidth multiline minRows={2} label="Note" {...form.text('note')} />
    </ActionDialog>
  );
}
