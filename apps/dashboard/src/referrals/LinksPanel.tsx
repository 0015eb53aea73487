import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { ReferralDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { inFull } from '../words/time';
import { referralActions, useReferralDone } from './referral-api';
import { ShownLink } from './ShownLink';

const NOTICES = {
  referral: 'The referral',
  nudge: 'A reminder',
  answer: 'That we answered',
  code: 'A one-time code',
  withdrawn: 'That it was withdrawn',
} as const;
const STATES = {
  queued: 'waits to be sent',
  sending: 'is being sent',
  sent: 'sent',
  failed: 'not sent',
  unknown: 'not known whether it was sent',
} as const;
const WAYS = [
  { code: 'email', label: 'E-mail' },
  { code: 'sms', label: 'Text' },
  { code: 'hand', label: 'Show me the link' },
];

/** The ways in that the facility has, and what it was sent. */
export function LinksPanel({ referral }: { referral: ReferralDetail }) {
  const works = useMe().may('referral.work');
  const done = useReferralDone(referral.leadId);
  const notify = useNotify();
  const [again, setAgain] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const revoke = async (linkId: string) => {
    try {
      await referralActions.revokeLink(referral.id, linkId);
      done('The link has ended.');
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  const mayLink = works && referral.moves.length > 0;
  return (
    <Panel
      title="Links and messages"
      action={
        mayLink && (
          <Button size="small" onClick={() => setAgain(true)}>
            Send again
          </Button>
        )
      }
    >
      {referral.links.length === 0 && referral.notices.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          It went by fax: there is no link.
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {referral.links.map((link) => (
          <Box component="li" key={link.id} sx={{ display: 'flex', gap: 1, alignItems: 'start' }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                {link.sentTo ?? 'Handed over by hand'}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {link.usable
                  ? `Good until ${inFull(link.expiresAt)}`
                  : link.revokedAt
                    ? 'Ended'
                    : 'Run out'}
                {link.openedAt ? (
                  <>
                    {' '}
                    · details opened <Moment at={link.openedAt} />
                  </>
                ) : link.usedAt ? (
                  <>
                    {' '}
                    · used <Moment at={link.usedAt} />
                  </>
                ) : (
                  ' · not used yet'
                )}
              </Typography>
            </Box>
            {works && link.usable && (
              <Button size="small" color="error" onClick={() => void revoke(link.id)}>
                End it
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {referral.notices.length > 0 && (
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, mt: 1.5, p: 0, display: 'grid', gap: 0.75 }}
        >
          {referral.notices.map((notice) => (
            <Typography
              component="li"
              variant="body2"
              key={notice.id}
              sx={{ overflowWrap: 'anywhere' }}
            >
              {NOTICES[notice.kind]} to {notice.to}: {STATES[notice.state]},{' '}
              <Moment at={notice.createdAt} />
              {notice.errorSentence && (
                <Box component="span" sx={{ display: 'block', color: 'error.main' }}>
                  {notice.errorSentence}
                </Box>
              )}
            </Typography>
          ))}
        </Box>
      )}
      {again && <AgainDialog referral={referral} onClose={() => setAgain(false)} onLink={setUrl} />}
      {url && <ShownLink url={url} onClose={() => setUrl(null)} />}
    </Panel>
  );
}

function AgainDialog(props: {
  referral: ReferralDetail;
  onClose: () => void;
  onLink: (url: string) => void;
}) {
  const { referral, onClose, onLink } = props;
  const done = useReferralDone(referral.leadId);
  const form = useFields({
    way: referral.contact.email ? 'email' : 'hand',
    to: referral.contact.email ?? '',
    revokeOthers: true,
  });
  return (
    <ActionDialog
      title="Another link"
      submitLabel="Make it"
      version={referral.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        const { way, to, revokeOthers } = form.values;
        const given = await referralActions.link(referral.id, {
          way: way as 'hand',
          revokeOthers,
          ...(to.trim() ? { to: to.trim() } : {}),
        });
        done('Made.');
        if (given.url) onLink(given.url);
      }}
    >
      <ChoiceField label="How" choices={WAYS} {...form.text('way')} />
      <TextField
        fullWidth
        label="Address"
        {...form.text('to')}
        helperText={form.errors.to ?? 'The one-time code goes there, too.'}
      />
      <FormControlLabel
        control={
          <Checkbox
            checked={form.values.revokeOthers}
            onChange={(_event, checked) => form.set({ revokeOthers: checked })}
          />
        }
        label="End the links before it"
      />
    </ActionDialog>
  );
}
