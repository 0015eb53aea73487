import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { type FacilityDetail, type FacilityLicenceView, labelOf, LICENCE_KINDS } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { changedOf } from '../forms/changed';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { facilityActions, useFacilityDone } from './facility-api';
import { Mark } from './TrustMark';

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

function Standing({ licence }: { licence: FacilityLicenceView }) {
  const until = licence.validUntil ? day.format(new Date(licence.validUntil)) : '';
  if (licence.standing === 'ended') return <Mark label={`Ended ${until}`} colour="red" />;
  if (licence.standing === 'ends_soon') return <Mark label={`Ends ${until}`} colour="orange" />;
  if (licence.standing === 'unknown') return <Mark label="End not known" colour="grey" />;
  return (
    <Typography variant="body2" color="textSecondary">
      valid until {until}
    </Typography>
  );
}

/** Licenses and accreditations, with a warning before they end. */
export function LicencesPanel({ facility }: { facility: FacilityDetail }) {
  const writes = useMe().may('facility.write');
  const [editing, setEditing] = useState<FacilityLicenceView | 'new' | null>(null);
  const licences = facility.licences.filter((licence) => licence.active);
  return (
    <Panel
      title="Licenses and accreditations"
      action={writes && <Button onClick={() => setEditing('new')}>Add</Button>}
    >
      {licences.length === 0 && <Typography color="textSecondary">None is known yet.</Typography>}
      <Stack component="ul" spacing={1.25} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {licences.map((licence) => (
          <Box
            component="li"
            key={licence.id}
            sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600 }}>
                {labelOf(LICENCE_KINDS, licence.kind)}
              </Typography>
              <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
                {[licence.issuedBy, licence.number].filter(Boolean).join(' · ')}
              </Typography>
              <Standing licence={licence} />
            </Box>
            {writes && (
              <Button
                size="small"
                aria-label={`Change ${labelOf(LICENCE_KINDS, licence.kind)}`}
                onClick={() => setEditing(licence)}
              >
                Change
              </Button>
            )}
          </Box>
        ))}
      </Stack>
      {editing && (
        <LicenceDialog
          facilityId={facility.id}
          licence={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  );
}

interface LicenceDialogProps {
  facilityId: string;
  licence: FacilityLicenceView | null;
  onClose: () => void;
}

function LicenceDialog({ facilityId, licence, onClose }: LicenceDialogProps) {
  const done = useFacilityDone();
  const before = {
    kind: (licence?.kind ?? 'state_licence') as string,
    number: licence?.number ?? '',
    issuedBy: licence?.issuedBy ?? '',
    validUntil: licence?.validUntil ?? '',
    active: licence?.active ?? true,
  };
  const form = useFields(before);
  return (
    <ActionDialog
      title={licence ? labelOf(LICENCE_KINDS, licence.kind) : 'New license or accreditation'}
      submitLabel="Save"
      version={licence?.version ?? 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await (licence
          ? facilityActions.editLicence(licence.id, { ...changedOf(before, form.values), version })
          : facilityActions.addLicence(facilityId, form.values));
        await done('Saved.');
      }}
    >
      <ChoiceField label="Kind" choices={LICENCE_KINDS} {...form.text('kind')} />
      <TextField label="Number" autoComplete="off" {...form.text('number')} />
      <TextField label="Issued by" autoComplete="off" {...form.text('issuedBy')} />
      <WhenField type="date" label="Last day it is valid" {...form.text('validUntil')} />
      {licence && (
        <FormControlLabel
          control={
            <Switch
              checked={form.values.active}
              onChange={(_event, active) => form.set({ active })}
            />
          }
          label="They still hold it"
        />
      )}
    </ActionDialog>
  );
}
