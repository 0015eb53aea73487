import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import RadioButtonUncheckedIcon from '@mui/icons-material/RadioButtonUnchecked';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Link from '@mui/material/Link';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { EMERGENCY_SECTIONS, labelOf, type ReferralDetail, SHOWN_WAYS } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { sectionInWords } from './section-words';
import { packetUrl, referralActions, useReferralDone } from './referral-api';

const WAYS = [
  { code: 'email', label: 'E-mail with a link; it names no patient' },
  { code: 'sms', label: 'Text with a link; it names no patient' },
  { code: 'hand', label: 'Show me the link, I hand it over' },
  { code: 'fax', label: 'Fax: I send the PDF' },
];

/** The steps before a referral may leave the house: told who we are, consent signed, patient asked. */
export function SendPanel(props: { referral: ReferralDetail; onLink: (url: string) => void }) {
  const { referral, onLink } = props;
  const [sending, setSending] = useState<'by-consent' | 'emergency' | null>(null);
  const ready = referral.sendNeeds.length === 0;
  const consentMissing = referral.consentId === null;
  return (
    <Panel title="Before it is sent">
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}>
        <Step done={referral.shown !== null} title="The patient knows who we are and who pays">
          {referral.shown ? (
            <>
              {labelOf(SHOWN_WAYS, referral.shown.how)}, <Moment at={referral.shown.at} />
            </>
          ) : (
            <Statement referral={referral} />
          )}
        </Step>
        <Step done={!consentMissing} title="A signed consent names this facility">
          {consentMissing ? (
            <>
              Ask for it on the lead’s page, under “Referrals”. It is signed by a link or on paper.
            </>
          ) : (
            <>
              It lets out: {referral.sections.map((section) => sectionInWords(section)).join('; ')}.{' '}
              <Link href={packetUrl(referral.id)} target="_blank" rel="noreferrer">
                Look at the packet
              </Link>
            </>
          )}
        </Step>
      </Box>
      {!ready && (
        <Alert severity="info" sx={{ mt: 2 }}>
          Still needed: {referral.sendNeeds.join('; ')}.
        </Alert>
      )}
      <Box sx={{ display: 'flex', gap: 1, mt: 2, flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={!ready} onClick={() => setSending('by-consent')}>
          Send the referral
        </Button>
        {consentMissing && (
          <Button
            color="error"
            disabled={referral.shown === null}
            onClick={() => setSending('emergency')}
          >
            Medical emergency: send without a consent
          </Button>
        )}
      </Box>
      {sending && (
        <SendDialog
          referral={referral}
          emergency={sending === 'emergency'}
          onClose={() => setSending(null)}
          onLink={onLink}
        />
      )}
    </Panel>
  );
}

function Step({ done, title, children }: { done: boolean; title: string; children: ReactNode }) {
  const Icon = done ? CheckCircleIcon : RadioButtonUncheckedIcon;
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '28px 1fr', columnGap: 1 }}>
      <Icon color={done ? 'success' : 'disabled'} titleAccess={done ? 'Done' : 'Not done yet'} />
      <Box>
        <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {children}
        </Typography>
      </Box>
    </Box>
  );
}

/** The words to be read out, and the press that says they were. */
function Statement({ referral }: { referral: ReferralDetail }) {
  const done = useReferralDone(referral.leadId);
  const { busy, problem, run } = useSubmission();
  const say = (how: 'read_aloud' | 'on_screen') =>
    run(async () => {
      await referralActions.showStatement(referral.id, how);
      done('Written down.');
    });
  return (
    <Box sx={{ mt: 0.5 }}>
      <Box
        component="blockquote"
        sx={{ m: 0, pl: 2, borderLeft: 3, borderColor: 'primary.main', color: 'text.primary' }}
      >
        {referral.statement}
      </Box>
      {problem && <Alert severity="error">{problem}</Alert>}
      <Box sx={{ display: 'flex', gap: 1, mt: 1, flexWrap: 'wrap' }}>
        <Button
          size="small"
          variant="outlined"
          loading={busy}
          onClick={() => void say('read_aloud')}
        >
          I read it to them
        </Button>
        <Button size="small" loading={busy} onClick={() => void say('on_screen')}>
          They read it here
        </Button>
      </Box>
    </Box>
  );
}

function SendDialog(props: {
  referral: ReferralDetail;
  /** Without a consent, for a reason that is written down (42 CFR 2.51). */
  emergency: boolean;
  onClose: () => void;
  onLink: (url: string) => void;
}) {
  const { referral, emergency, onClose, onLink } = props;
  const { contact } = referral;
  const done = useReferralDone(referral.leadId);
  const first = contact.email ? 'email' : 'hand';
  const form = useFields({ way: first, to: contact.email ?? '', agreed: false, reason: '' });
  const { way, to, agreed, reason } = form.values;
  const needsAddress = way === 'email' || way === 'sms' || way === 'hand';
  return (
    <ActionDialog
      title={`${emergency ? 'Emergency: send' : 'Send'} to ${referral.facilityName}`}
      submitLabel={emergency ? 'Send without a consent' : 'Send'}
      version={referral.version}
      disabled={!agreed || (emergency && reason.trim() === '')}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const input = { version, way, patientAgreed: agreed };
        const given = await referralActions.send(referral.id, {
          ...input,
          ...(needsAddress && to.trim() ? { to: to.trim() } : {}),
          ...(emergency ? { emergencyReason: reason.trim() } : {}),
        });
        if (way === 'fax') window.open(packetUrl(referral.id, true), '_blank', 'noreferrer');
        if (given.url) onLink(given.url);
        done('It is on its way. The facility has 30 minutes to say that they have it.');
      }}
    >
      {emergency && (
        <>
          <Alert severity="warning">
            Only where a medical emergency leaves no time to get their consent (42 CFR 2.51). It
            lets out {EMERGENCY_SECTIONS.map((section) => sectionInWords(section)).join('; ')}. It
            is written into the accounting of disclosures with your name and your reason.
          </Alert>
          <TextField
            fullWidth
            multiline
            minRows={2}
            label="What the emergency is, and why there is no consent"
            {...form.text('reason')}
            error={form.errors.emergencyReason !== undefined}
            helperText={form.errors.emergencyReason}
          />
        </>
      )}
      <ChoiceField
        label="How"
        choices={WAYS}
        {...form.text('way')}
        onChange={(event) => {
          const next = event.target.value;
          form.set({ way: next, to: (next === 'sms' ? contact.phone : contact.email) ?? '' });
        }}
      />
      {needsAddress && (
        <TextField
          fullWidth
          label={way === 'sms' ? 'Phone' : way === 'hand' ? 'Address for the code' : 'E-mail'}
          {...form.text('to')}
          helperText={
            form.errors.to ??
            'The one-time code that opens the details goes to this address, never to another.'
          }
        />
      )}
      <FormControlLabel
        control={
          <Checkbox
            checked={agreed}
            onChange={(_event, checked) => form.set({ agreed: checked })}
          />
        }
        label="The patient agrees that this facility is asked now"
      />
    </ActionDialog>
  );
}
