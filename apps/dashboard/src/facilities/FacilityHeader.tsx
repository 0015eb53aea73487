import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { DIRECTORY_SOURCES, type FacilityDetail, FINANCIAL_TIES, labelOf } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useMe } from '../session/me';
import { NameOf } from '../words/NameOf';
import { PhoneLink } from '../words/PhoneLink';
import { facilityActions, useFacilityDone } from './facility-api';
import { FacilityDialog } from './FacilityDialog';
import { placeOf } from './facility-words';
import { Mark } from './TrustMark';

/** Who they are, where, how they are reached; and what has to be asked again. */
export function FacilityHeader({ facility }: { facility: FacilityDetail }) {
  const { may } = useMe();
  const [editing, setEditing] = useState(false);
  // A house that is its own organisation is not named twice.
  const organisation =
    facility.organisationName === facility.name ? null : facility.organisationName;
  const address = [facility.addressLine, placeOf(facility)].filter(Boolean).join(', ');
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 2 }}>
        <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {facility.name}
          </Typography>
          <Typography color="textSecondary">
            {[organisation, address].filter(Boolean).join(' · ') || 'No address yet'}
          </Typography>
          {facility.otherNames.length > 0 && (
            <Typography variant="body2" color="textSecondary">
              Also known as {facility.otherNames.join(', ')}
            </Typography>
          )}
          <Stack
            direction="row"
            spacing={2}
            useFlexGap
            sx={{ mt: 0.5, alignItems: 'center', flexWrap: 'wrap' }}
          >
            {facility.phone && <PhoneLink value={facility.phone} strong />}
            {facility.website && (
              <Link
                href={facility.website}
                target="_blank"
                rel="noreferrer noopener"
                sx={{ py: 0.5, overflowWrap: 'anywhere' }}
              >
                {facility.website.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
              </Link>
            )}
            {facility.npi && <Typography variant="body2">NPI {facility.npi}</Typography>}
            {!facility.active && <Mark label="Not in use" colour="grey" />}
            {!facility.listed && <Mark label="Not listed publicly" colour="grey" />}
          </Stack>
        </Box>
        {may('facility.write') && (
          <Button variant="outlined" onClick={() => setEditing(true)}>
            Change
          </Button>
        )}
      </Box>
      {facility.description && (
        <Typography sx={{ maxWidth: 760, overflowWrap: 'anywhere' }}>
          {facility.description}
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary">
        Looked after by{' '}
        <NameOf resource="users" id={facility.relationshipOwnerId} none="nobody yet" /> · came from{' '}
        {labelOf(DIRECTORY_SOURCES, facility.source).toLowerCase()} · ownership and payment:{' '}
        {labelOf(FINANCIAL_TIES, facility.financialTie).toLowerCase()}
      </Typography>
      {facility.active && <StaleNotice facility={facility} />}
      {editing && <FacilityDialog facility={facility} onClose={() => setEditing(false)} />}
    </Box>
  );
}

/** What is too old to rely on, and the one click that says it is still so. */
function StaleNotice({ facility }: { facility: FacilityDetail }) {
  const { may } = useMe();
  const done = useFacilityDone();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const stale = facility.facts.filter((fact) => fact.stale).length;
  if (stale === 0) return null;
  const confirm = async () => {
    setBusy(true);
    try {
      await facilityActions.confirm(facility.id, { saidBy: 'facility' });
      await done('Everything counts as said by the facility today.');
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  return (
    <Alert
      severity="warning"
      sx={{ alignItems: 'center' }}
      action={
        may('facility.work') && (
          <Button
            color="inherit"
            loading={busy}
            onClick={() => void confirm()}
            sx={{ whiteSpace: 'nowrap' }}
          >
            All still true
          </Button>
        )
      }
    >
      {stale === 1 ? 'One field is' : `${stale} fields are`} too old to rely on. Ask the facility
      whether all of it still holds.
    </Alert>
  );
}
