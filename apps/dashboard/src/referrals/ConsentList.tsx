import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  CONSENT_REQUEST_STATES,
  type ConsentRequestView,
  labelOf,
  type LeadDetail,
  type LeadFileView,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { useLeadPart } from '../leads/use-lead-part';
import { inFull } from '../words/time';
import { referralActions, useReferralDone } from './referral-api';
import { ShownLink } from './ShownLink';

type Doing = { what: 'link' | 'paper' | 'withdraw'; consent: ConsentRequestView };

/** The consents of a lead: what was signed, by whom, until when. */
export function ConsentList(props: {
  lead: LeadDetail;
  consents: readonly ConsentRequestView[];
  works: boolean;
}) {
  const { lead, consents, works } = props;
  const [doing, setDoing] = useState<Doing | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const close = () => setDoing(null);
  return (
    <>
      {consents.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          None was asked for. Nothing is told to a facility without one.
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {consents.map((consent) => (
          <Box component="li" key={consent.id}>
            <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
              {consent.facilities.map(({ name }) => name).join(', ')}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {labelOf(CONSENT_REQUEST_STATES, consent.state)}
              {consent.signedName && consent.signedAt
                ? ` by ${consent.signedName}, ${inFull(consent.signedAt)}`
                : ''}
              {consent.state === 'signed' && !consent.stands ? ' · has run out' : ''}
            </Typography>
            <Box component="details" sx={{ fontSize: '0.8125rem' }}>
              <Box component="summary" sx={{ cursor: 'pointer' }}>
                The exact words
              </Box>
              <Box sx={{ whiteSpace: 'pre-wrap', my: 0.5 }}>{consent.wording}</Box>
            </Box>
            {works && (
              <Box sx={{ display: 'flex', flexWrap: 'wrap', ml: -0.75 }}>
                {consent.state === 'asked' && (
                  <>
                    <Button size="small" onClick={() => setDoing({ what: 'link', consent })}>
                      Link to sign
                    </Button>
                    <Button size="small" onClick={() => setDoing({ what: 'paper', consent })}>
                      Signed on paper
                    </Button>
                  </>
                )}
                {(consent.state === 'asked' || consent.state === 'signed') && (
                  <Button
                    size="small"
                    color="error"
                    onClick={() => setDoing({ what: 'withdraw', consent })}
                  >
                    {consent.state === 'asked' ? 'Call off' : 'They take it back'}
                  </Button>
                )}
              </Box>
            )}
          </Box>
        ))}
      </Box>
      {doing?.what === 'link' && (
        <LinkDialog lead={lead} consent={doing.consent} onClose={close} onLink={setUrl} />
      )}
      {doing?.what === 'paper' && (
        <PaperDialog lead={lead} consent={doing.consent} onClose={close} />
      )}
      {doing?.what === 'withdraw' && (
        <WithdrawDialog lead={lead} consent={doing.consent} onClose={close} />
      )}
      {url && <ShownLink url={url} onClose={() => setUrl(null)} />}
    </>
  );
}

interface DialogProps {
  lead: LeadDetail;
  consent: ConsentRequestView;
  onClose: () => void;
}

function LinkDialog({
  lead,
  consent,
  onClose,
  onLink,
}: DialogProps & { onLink: (url: string) => void }) {
  const done = useReferralDone(lead.id);
  const patient = lead.contacts.find(({ isPatient }) => isPatient);
  const form = useFields({ contactPointId: '' });
  return (
    <ActionDialog
      title="Link to sign"
      submitLabel="Make the link"
      version={consent.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const point = form.values.contactPointId || null;
        const given = await referralActions.consentLink(consent.id, version, point);
        done(given.url ? 'The link is made.' : 'It is on its way to them.');
        if (given.url) onLink(given.url);
      }}
    >
      <ChoiceField
        label="Where to"
        none="Nowhere: show me the link"
        choices={(patient?.points ?? []).map((point) => ({ code: point.id, label: point.value }))}
        {...form.text('contactPointId')}
      />
      <Typography variant="body2" color="textSecondary">
        It is good for 72 hours, once. What is sent says nothing of what is to be signed.
      </Typography>
    </ActionDialog>
  );
}

function PaperDialog({ lead, consent, onClose }: DialogProps) {
  const done = useReferralDone(lead.id);
  const { data } = useLeadPart<LeadFileView[]>(lead.id, 'files');
  const form = useFields({ fileId: '', signedName: '', signedAt: '' });
  return (
    <ActionDialog
      title="Signed on paper"
      submitLabel="Write it down"
      version={consent.version}
      disabled={form.values.fileId === '' || form.values.signedAt === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { fileId, signedName, signedAt } = form.values;
        await referralActions.signedOnPaper(consent.id, {
          version,
          fileId,
          signedName,
          signedAt: new Date(signedAt).toISOString(),
        });
        done('The consent is signed.');
      }}
    >
      <Typography variant="body2" color="textSecondary">
        Add the scan to the files of this lead first.
      </Typography>
      <ChoiceField
        label="The scan"
        required
        choices={(data ?? []).map((file) => ({ code: file.id, label: file.name }))}
        {...form.text('fileId')}
      />
      <TextField fullWidth required label="Name that was signed" {...form.text('signedName')} />
      <WhenField fullWidth type="datetime-local" label="Signed" {...form.text('signedAt')} />
    </ActionDialog>
  );
}

function WithdrawDialog({ lead, consent, onClose }: DialogProps) {
  const done = useReferralDone(lead.id);
  const form = useFields({ reason: '' });
  const signed = consent.state === 'signed';
  return (
    <ActionDialog
      title={signed ? 'They take the consent back' : 'Call the consent off'}
      submitLabel={signed ? 'Take it back' : 'Call it off'}
      version={consent.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await referralActions.withdrawConsent(consent.id, version, form.values.reason.trim());
        done(signed ? 'Taken back. What rests on it is withdrawn.' : 'Called off.');
      }}
    >
      {signed && (
        <Typography>
          Referrals that rest on it and have not arrived are withdrawn; their links end, and the
          facilities are told.
        </Typography>
      )}
      <TextField fullWidth label="What they said" {...form.text('reason')} />
    </ActionDialog>
  );
}
