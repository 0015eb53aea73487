import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import {
  type CallView,
  ENDED_REFERRAL_STATES,
  labelOf,
  type ReferralDetail,
  TRANSPORT_PAYERS,
  TRANSPORT_WAYS,
  type TransportEdit,
  TRAVEL_ANSWERS,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { Facts } from '../leads/page/Facts';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { inFull, talkTime, toLocalInput } from '../words/time';
import { referralActions, useReferralDone } from './referral-api';

/** How they get there, who pays for it, and the call that hands them over. */
export function TransportPanel({ referral }: { referral: ReferralDetail }) {
  const works = useMe().may('referral.work');
  const [open, setOpen] = useState<'plan' | 'hand-over' | null>(null);
  const { transport, handOver } = referral;
  const over = ENDED_REFERRAL_STATES.some((ended) => ended === referral.state);
  return (
    <Panel
      title="The way there"
      action={
        works &&
        !over && (
          <Button size="small" onClick={() => setOpen('plan')}>
            Plan
          </Button>
        )
      }
    >
      {referral.transportIsFacilityPaid && (
        <Alert severity="warning" sx={{ mb: 1.5 }}>
          The facility pays for the way there: this is marked, and shown in reviews.
        </Alert>
      )}
      <Facts
        facts={[
          ['Comes by', labelOf(TRANSPORT_WAYS, transport.way)],
          ['Paid by', labelOf(TRANSPORT_PAYERS, transport.paidBy)],
          ['Leaves', transport.leavesAt && inFull(transport.leavesAt)],
          ['Fit to travel', known(transport.fitToTravel)],
          ['Needs an escort', known(transport.escortNeeded)],
          ...(transport.escort ? ([['Escort', transport.escort]] as const) : []),
          ['Medicines packed', known(transport.medicinesPacked)],
          ['ID at hand', known(transport.idAtHand)],
          ...(transport.note ? ([['Note', transport.note]] as const) : []),
          [
            'Handed over',
            handOver ? (
              <>
                {handOver.callId ? (
                  <Link component={RouterLink} to={`/calls/${handOver.callId}/show`}>
                    <Moment at={handOver.at} />
                  </Link>
                ) : (
                  <Moment at={handOver.at} />
                )}
                {handOver.note && `: ${handOver.note}`}
              </>
            ) : (
              'not yet'
            ),
          ],
        ]}
      />
      {works && referral.state !== 'draft' && !over && (
        <Box sx={{ mt: 1.5 }}>
          <Button size="small" variant="outlined" onClick={() => setOpen('hand-over')}>
            We spoke, all three
          </Button>
        </Box>
      )}
      {open === 'plan' && <PlanDialog referral={referral} onClose={() => setOpen(null)} />}
      {open === 'hand-over' && <HandOverDialog referral={referral} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

function known(answer: string): string | null {
  return answer === 'unknown' ? null : labelOf(TRAVEL_ANSWERS, answer);
}

function PlanDialog({ referral, onClose }: { referral: ReferralDetail; onClose: () => void }) {
  const { transport } = referral;
  const done = useReferralDone(referral.leadId);
  const form = useFields({
    way: transport.way ?? '',
    paidBy: transport.paidBy ?? '',
    leavesAt: transport.leavesAt ? toLocalInput(new Date(transport.leavesAt)) : '',
    fitToTravel: transport.fitToTravel,
    escortNeeded: transport.escortNeeded,
    escort: transport.escort ?? '',
    medicinesPacked: transport.medicinesPacked,
    idAtHand: transport.idAtHand,
    note: transport.note ?? '',
  });
  return (
    <ActionDialog
      title="Plan the way there"
      submitLabel="Save"
      version={referral.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { way, paidBy, leavesAt, ...rest } = form.values;
        const plan = {
          version,
          ...rest,
          way: way || null,
          paidBy: paidBy || null,
          leavesAt: leavesAt ? new Date(leavesAt).toISOString() : null,
        };
        await referralActions.planTransport(referral.id, plan as TransportEdit);
        done('Saved.');
      }}
    >
      <ChoiceField
        label="Comes by"
        choices={TRANSPORT_WAYS}
        none="Not known"
        {...form.text('way')}
      />
      <ChoiceField
        label="Who pays"
        choices={TRANSPORT_PAYERS}
        none="Not known"
        {...form.text('paidBy')}
      />
      <WhenField fullWidth type="datetime-local" label="Leaves" {...form.text('leavesAt')} />
      <ChoiceField label="Fit to travel" choices={TRAVEL_ANSWERS} {...form.text('fitToTravel')} />
      <ChoiceField
        label="Needs an escort"
        choices={TRAVEL_ANSWERS}
        {...form.text('escortNeeded')}
      />
      <TextField fullWidth label="Escort" {...form.text('escort')} />
      <ChoiceField
        label="Medicines are packed"
        choices={TRAVEL_ANSWERS}
        {...form.text('medicinesPacked')}
      />
      <ChoiceField label="Has an ID at hand" choices={TRAVEL_ANSWERS} {...form.text('idAtHand')} />
      <TextField fullWidth multiline minRows={2} label="Note" {...form.text('note')} />
    </ActionDialog>
  );
}

function HandOverDialog({ referral, onClose }: { referral: ReferralDetail; onClose: () => void }) {
  const done = useReferralDone(referral.leadId);
  const form = useFields({ note: '', callId: '' });
  const { note, callId } = form.values;
  const { data: calls } = useGetList<CallView>(
    'calls',
    {
      filter: { leadId: referral.leadId },
      pagination: { page: 1, perPage: 10 },
      sort: { field: 'startedAt', order: 'DESC' },
    },
    { retry: false },
  );
  return (
    <ActionDialog
      title="Warm hand-over"
      submitLabel="Write it down"
      version={referral.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await referralActions.handOver(referral.id, {
          ...(note.trim() ? { note: note.trim() } : {}),
          ...(callId ? { callId } : {}),
        });
        done('Written down.');
      }}
    >
      <ChoiceField
        label="The call in which it happened"
        none={calls?.length === 0 ? 'No call of this lead is known' : 'Not one of these'}
        choices={(calls ?? []).map((call) => ({ code: call.id, label: callInWords(call) }))}
        {...form.text('callId')}
      />
      <TextField
        fullWidth
        multiline
        minRows={2}
        label="Who was on the call, what was agreed"
        {...form.text('note')}
      />
    </ActionDialog>
  );
}

/** A call in one line of a list: when, which way, and how long they spoke. */
function callInWords({ direction, startedAt, talkSeconds }: CallView): string {
  const spoken = talkSeconds ? `, ${talkTime(talkSeconds)} spoken` : '';
  return `${inFull(startedAt)}, ${direction === 'inbound' ? 'they called' : 'we called'}${spoken}`;
}
