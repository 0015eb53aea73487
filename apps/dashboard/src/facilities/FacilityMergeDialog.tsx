import SwapHorizIcon from '@mui/icons-material/SwapHoriz';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { HttpError } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import {
  FACILITY_MERGE_FIELDS,
  FACILITY_MERGE_MOVES,
  type FacilityDetail,
  type FacilityMergeField,
  type FacilityMergePreview,
  type FacilityRow,
  FINANCIAL_TIES,
  labelOf,
  LEVELS_OF_CARE,
  SAID_BY,
} from '#contract';
import { conflictOf, sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { PhoneLink } from '../words/PhoneLink';
import { facilityActions, mergePreviewKey, useFacilityDone } from './facility-api';
import { FacilityField } from './FacilityField';

type Side = 'kept' | 'merged';
type Field = FacilityMergePreview['fields'][number];

interface FacilityMergeDialogProps {
  facility: FacilityDetail;
  onClose: () => void;
}

/** Looks for the other record of the same place, then compares the two. */
export default function FacilityMergeDialog({ facility, onClose }: FacilityMergeDialogProps) {
  const [other, setOther] = useState<FacilityRow | null>(null);
  const [comparing, setComparing] = useState(false);
  if (comparing && other) {
    return <Comparison facilityId={facility.id} otherId={other.id} onClose={onClose} />;
  }
  return (
    <ActionDialog
      title="Merge with another facility"
      submitLabel="Compare them"
      version={facility.version}
      disabled={other === null}
      onClose={onClose}
      onSubmit={async () => {
        setComparing(true);
        return 'stay';
      }}
    >
      <Typography>
        Two records of one place become one. Nothing is lost, and it can be undone.
      </Typography>
      <FacilityField
        label="The other record of this place"
        value={other}
        exceptId={facility.id}
        onChange={setOther}
      />
    </ActionDialog>
  );
}

interface ComparisonProps {
  facilityId: string;
  otherId: string;
  onClose: () => void;
}

/** Both side by side, which value counts, and all that would follow. */
function Comparison({ facilityId, otherId, onClose }: ComparisonProps) {
  const navigate = useNavigate();
  const done = useFacilityDone();
  const [swapped, setSwapped] = useState(false);
  const [keptId, mergedId] = swapped ? [otherId, facilityId] : [facilityId, otherId];
  const [sides, setSides] = useState<Partial<Record<FacilityMergeField, Side>>>({});
  const {
    data: preview,
    error,
    refetch,
  } = useQuery({
    queryKey: mergePreviewKey(keptId, mergedId),
    queryFn: ({ signal }) => facilityActions.mergePreview(keptId, mergedId, signal),
    retry: false,
    gcTime: 0,
  });
  const merge = async ({ kept, merged }: FacilityMergePreview) => {
    try {
      await facilityActions.merge(keptId, {
        version: kept.version,
        otherId: merged.id,
        otherVersion: merged.version,
        fields: sides,
      });
    } catch (cause) {
      if (!conflictOf(cause)) throw cause;
      await refetch();
      throw new HttpError(
        'One of the two was changed while you were looking. This is how they are now: look once more.',
        409,
      );
    }
    if (swapped) void navigate(`/facilities/${keptId}/show`);
    await done(`${merged.name} is part of ${kept.name} now.`);
  };
  return (
    <ActionDialog
      title="One place, two records?"
      submitLabel="Merge them"
      version={0}
      disabled={!preview || preview.refusal !== null}
      onClose={onClose}
      onSubmit={async () => {
        if (preview) await merge(preview);
      }}
    >
      {error && <Alert severity="error">{sentenceOf(error)}</Alert>}
      {!preview && !error && <Skeleton variant="rounded" height={240} />}
      {preview && (
        <>
          {preview.refusal && <Alert severity="warning">{preview.refusal}</Alert>}
          <Box
            sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}
          >
            <Place brief={preview.kept} role="Kept" strong />
            <Place brief={preview.merged} role="Goes into it" />
          </Box>
          <Box>
            <Button
              size="small"
              startIcon={<SwapHorizIcon />}
              onClick={() => {
                setSwapped(!swapped);
                setSides({});
              }}
            >
              Keep the other one instead
            </Button>
          </Box>
          {preview.fields.map((field) => (
            <FieldChoice
              key={field.field}
              field={field}
              value={sides[field.field] ?? 'kept'}
              onChange={(side) => setSides({ ...sides, [field.field]: side })}
            />
          ))}
          <Consequences preview={preview} />
        </>
      )}
    </ActionDialog>
  );
}

interface PlaceProps {
  brief: FacilityMergePreview['kept'];
  role: string;
  strong?: boolean;
}

function Place({ brief, role, strong = false }: PlaceProps) {
  return (
    <Box
      component="section"
      aria-label={`${role}: ${brief.name}`}
      sx={{
        p: 1.5,
        border: strong ? 2 : 1,
        borderColor: strong ? 'primary.main' : 'divider',
        borderRadius: 2,
        minWidth: 0,
      }}
    >
      <Typography variant="overline" color="textSecondary" component="p" sx={{ lineHeight: 1.4 }}>
        {role}
      </Typography>
      <Typography sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>{brief.name}</Typography>
      <Typography variant="body2" color="textSecondary">
        {brief.place ?? 'No address yet'}
        {!brief.active && ' · not in use'}
      </Typography>
      {brief.phone && <PhoneLink value={brief.phone} />}
    </Box>
  );
}

interface FieldChoiceProps {
  field: Field;
  value: Side;
  onChange: (side: Side) => void;
}

/** Which of two values counts, with whose word each is. */
function FieldChoice({ field, value, onChange }: FieldChoiceProps) {
  const labelId = useId();
  return (
    <div>
      <Typography variant="h3" component="p" id={labelId}>
        {FACILITY_MERGE_FIELDS[field.field]}
      </Typography>
      <RadioGroup
        aria-labelledby={labelId}
        value={value}
        onChange={(event) => onChange(event.target.value === 'merged' ? 'merged' : 'kept')}
      >
        {(['kept', 'merged'] as const).map((side) => (
          <FormControlLabel
            key={side}
            value={side}
            control={<Radio size="small" />}
            label={
              <>
                <Value field={field.field} value={field[side]} />{' '}
                <Said said={side === 'kept' ? field.keptSaid : field.mergedSaid} />
              </>
            }
          />
        ))}
      </RadioGroup>
    </div>
  );
}

function Value({ field, value }: { field: FacilityMergeField; value: string }) {
  if (field === 'relationshipOwnerId')
    return <NameOf resource="users" id={value} none="a colleague who left" />;
  if (field === 'phone') return phoneInWords(value);
  return field === 'financialTie' ? labelOf(FINANCIAL_TIES, value) : value;
}

function Said({ said }: { said: Field['keptSaid'] }) {
  if (!said) return null;
  return (
    <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
      {labelOf(SAID_BY, said.saidBy).toLowerCase()}, <Moment at={said.saidAt} />
    </Typography>
  );
}

/** What follows, what is filled in, and what is switched off. */
function Consequences({ preview }: { preview: FacilityMergePreview }) {
  const { kept, merged, moves, filled, twins } = preview;
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5, '& li': { mb: 0.5 } }}>
      {moves.length > 0 && (
        <li>
          To {kept.name} go{' '}
          {moves.map(({ what, count }) => `${count} ${FACILITY_MERGE_MOVES[what]}`).join(', ')}.
        </li>
      )}
      {filled.map(({ field, merged: value }) => (
        <li key={field}>
          {FACILITY_MERGE_FIELDS[field]} is taken over, with whose word it is:{' '}
          <Value field={field} value={value} />
        </li>
      ))}
      {twins.map((twin) => (
        <li key={twin.id}>
          {twin.name} ({labelOf(LEVELS_OF_CARE, twin.levelOfCare)}) is switched off: the kept one
          has a program of that level. What was referred to it stays readable.
        </li>
      ))}
      <li>
        {merged.name} stays as an other name, for people and for imports that still have it. It
        leaves the list, the matches and the public pages.
      </li>
    </Box>
  );
}
