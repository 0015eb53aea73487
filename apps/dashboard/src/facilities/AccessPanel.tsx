import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { FacilityAccessMade, FacilityAccessView, FacilityDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { facilityActions, useFacilityDone } from './facility-api';
import { Mark } from './TrustMark';

/** Whether an e-mail asks them, and why not. */
function mailWords({ bedMails, contacts }: FacilityDetail): string {
  if (!bedMails) return 'No e-mail asks them: that was ended. A colleague gets a task instead.';
  return contacts.some(({ active, email }) => active && email)
    ? 'When a count is three days old an e-mail asks them once, with a link of its own; a day later a colleague gets a task.'
    : 'No e-mail asks them: no contact has an address. A colleague gets a task when a count is three days old.';
}

/** How the facility reports its beds by itself. */
export function AccessPanel({ facility }: { facility: FacilityDetail }) {
  const { may } = useMe();
  const done = useFacilityDone();
  const notify = useNotify();
  const [made, setMade] = useState<FacilityAccessMade | null>(null);
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<string>) => {
    setBusy(true);
    try {
      await done(await work());
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  const makeLink = () =>
    act(async () => {
      setMade(await facilityActions.makeLink(facility.id, 30));
      return 'The link works for 30 days.';
    });
  return (
    <Panel title="Beds by themselves">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        With a link their admissions desk reports beds on a phone, without signing in. A key is for
        their own system. {mailWords(facility)}
      </Typography>
      {made && <Secret made={made} onSeen={() => setMade(null)} />}
      <Stack component="ul" spacing={1} sx={{ m: 0, mb: 1.5, p: 0, listStyle: 'none' }}>
        {facility.access.map((access) => (
          <Access
            key={access.id}
            access={access}
            onRevoke={
              may(access.kind === 'link' ? 'facility.work' : 'facility.write') && !busy
                ? () =>
                    void act(async () => {
                      await facilityActions.revoke(access.kind, access.id);
                      return 'It does not work any more.';
                    })
                : undefined
            }
          />
        ))}
      </Stack>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        {may('facility.work') && (
          <Button variant="outlined" disabled={busy} onClick={() => void makeLink()}>
            Make a link
          </Button>
        )}
        {may('facility.write') && (
          <Button disabled={busy} onClick={() => setNaming(true)}>
            Make a key
          </Button>
        )}
      </Stack>
      {naming && (
        <KeyDialog facilityId={facility.id} onMade={setMade} onClose={() => setNaming(false)} />
      )}
    </Panel>
  );
}

function Secret({ made, onSeen }: { made: FacilityAccessMade; onSeen: () => void }) {
  const notify = useNotify();
  const copy = async () => {
    await navigator.clipboard.writeText(made.secret);
    notify('Copied.', { type: 'success' });
  };
  return (
    <Alert severity="success" sx={{ mb: 1.5, '& .MuiAlert-message': { width: '100%' } }}>
      {made.access.kind === 'link'
        ? 'Send this link to their admissions desk. It is shown this once.'
        : 'Give this key to their system’s administrator. It is shown this once.'}
      <Box component="code" sx={{ display: 'block', my: 1, overflowWrap: 'anywhere' }}>
        {made.secret}
      </Box>
      <Button size="small" color="inherit" onClick={() => void copy()}>
        Copy
      </Button>
      <Button size="small" color="inherit" onClick={onSeen}>
        I have it
      </Button>
    </Alert>
  );
}

function Access({ access, onRevoke }: { access: FacilityAccessView; onRevoke?: () => void }) {
  const over = access.expiresAt !== null && Date.parse(access.expiresAt) < Date.now();
  const works = access.revokedAt === null && !over;
  const name = access.kind === 'link' ? 'Link' : `Key: ${access.label ?? ''}`;
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{name}</Typography>
        <Typography variant="body2" color="textSecondary">
          made <Moment at={access.createdAt} />
          {access.lastUsedAt && (
            <>
              , last used <Moment at={access.lastUsedAt} />
            </>
          )}
          {works && access.expiresAt && (
            <>
              , until <Moment at={access.expiresAt} />
            </>
          )}
        </Typography>
      </Box>
      {works ? (
        onRevoke && (
          <Button size="small" color="secondary" aria-label={`End ${name}`} onClick={onRevoke}>
            End it
          </Button>
        )
      ) : (
        <Mark label={access.revokedAt ? 'Ended' : 'Over'} colour="grey" />
      )}
    </Box>
  );
}

interface KeyDialogProps {
  facilityId: string;
  onMade: (made: FacilityAccessMade) => void;
  onClose: () => void;
}

function KeyDialog({ facilityId, onMade, onClose }: KeyDialogProps) {
  const done = useFacilityDone();
  const form = useFields({ label: '' });
  return (
    <ActionDialog
      title="New key"
      submitLabel="Make the key"
      version={0}
      disabled={form.values.label.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        onMade(await facilityActions.makeKey(facilityId, form.values.label));
        await done('The key is made.');
      }}
    >
      <TextField label="What is it for?" autoFocus autoComplete="off" {...form.text('label')} />
    </ActionDialog>
  );
}
