import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { Panel } from '../leads/page/Panel';
import { leadPartKey } from '../live/live';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { liftProtection, protectLead, readProtection } from './emergency-api';

/** Who sees this lead and who was told of the patient; those who may, protect it here. */
export function ProtectionPanel({ lead }: { lead: LeadDetail }) {
  const { may } = useMe();
  const mayProtect = may('lead.protect');
  const patient = lead.contacts.find((contact) => contact.isPatient);
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [protecting, setProtecting] = useState(false);
  const key = leadPartKey(lead.id, 'protection');
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readProtection(lead.id, signal),
    retry: 1,
  });
  const standing = data?.standing;
  if (!data) return null;
  const lift = async () => {
    try {
      queryClient.setQueryData(key, await liftProtection(lead.id));
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <Panel
      title={standing ? 'Privacy: protected' : 'Privacy'}
      action={
        mayProtect && (
          <Button size="small" onClick={() => (standing ? void lift() : setProtecting(true))}>
            {standing ? 'Lift the protection' : 'Protect it'}
          </Button>
        )
      }
    >
      {standing ? (
        <>
          <Typography sx={{ overflowWrap: 'anywhere' }}>{standing.reason}</Typography>
          <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
            By {standing.by}, <Moment at={standing.at} />. Only the owner, who has an open task of
            it, and managers see it and the patient’s other leads.
          </Typography>
        </>
      ) : (
        <Typography color="textSecondary">Everybody who works on leads sees this one.</Typography>
      )}
      {patient && may('person.read') && (
        <Link component={RouterLink} to={`/people/${patient.personId}/disclosures`}>
          Who was told of this patient
        </Link>
      )}
      {protecting && (
        <ProtectDialog
          leadId={lead.id}
          onClose={() => setProtecting(false)}
          onDone={() => void queryClient.invalidateQueries({ queryKey: key })}
        />
      )}
    </Panel>
  );
}

interface ProtectDialogProps {
  leadId: string;
  onClose: () => void;
  onDone: () => void;
}

function ProtectDialog({ leadId, onClose, onDone }: ProtectDialogProps) {
  const fields = useFields({ reason: '' });
  return (
    <ActionDialog
      title="Protect this lead"
      submitLabel="Protect it"
      version={0}
      setErrors={fields.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        await protectLead(leadId, fields.values.reason);
        onDone();
      }}
    >
      <Typography>
        For a colleague who is a patient, their family, somebody publicly known. Everybody else can
        open it in an emergency only, on record.
      </Typography>
      <TextField {...fields.text('reason')} label="Why" required multiline minRows={2} autoFocus />
    </ActionDialog>
  );
}
