import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
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
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { SideCard, SideCards } from '../merging/SideCards';
import { SideChoice } from '../merging/SideChoice';
import { SwapSides } from '../merging/SwapSides';
import { type Side, useComparison } from '../merging/use-comparison';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { PhoneLink } from '../words/PhoneLink';
import { facilityActions, mergePreviewKey, useFacilityDone } from './facility-api';
import { FacilityField } from './FacilityField';

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
  const { preview, error, keptId, swapped, sides, swap, choose, orLookAgain } = useComparison<
    FacilityMergeField,
    FacilityMergePreview
  >({
    ownId: facilityId,
    otherId,
    keyOf: mergePreviewKey,
    ask: facilityActions.mergePreview,
  });
  const merge = async ({ kept, merged }: FacilityMergePreview) => {
    await orLookAgain(() =>
      facilityActions.merge(keptId, {
        version: kept.version,
        otherId: merged.id,
        otherVersion: merged.version,
        fields: sides,
      }),
    );
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
          <SideCards>
            <Place side="kept" brief={preview.kept} />
            <Place side="merged" brief={preview.merged} />
          </SideCards>
          <SwapSides onSwap={swap}>Keep the other one instead</SwapSides>
          {preview.fields.map((field) => (
            <FieldChoice
              key={field.field}
              field={field}
              value={sides[field.field] ?? 'kept'}
              onChange={(side) => choose(field.field, side)}
            />
          ))}
          <Consequences preview={preview} />
        </>
      )}
    </ActionDialog>
  );
}

function Place({ side, brief }: { side: Side; brief: FacilityMergePreview['kept'] }) {
  return (
    <SideCard side={side} label={brief.name} title={brief.name}>
      <Typography variant="body2" color="textSecondary">
        {brief.place ?? 'No address yet'}
        {!brief.active && ' · not in use'}
      </Typography>
      {brief.phone && <PhoneLink value={brief.phone} />}
    </SideCard>
  );
}

interface FieldChoiceProps {
  field: Field;
  value: Side;
  onChange: (side: Side) => void;
}

/** Which of two values counts, with whose word each is. */
function FieldChoice({ field, value, onChange }: FieldChoiceProps) {
  return (
    <SideChoice title={FACILITY_MERGE_FIELDS[field.field]} value={value} onChange={onChange}>
      {(side) => (
        <>
          <Value field={field.field} value={field[side]} />{' '}
          <Said said={side === 'kept' ? field.keptSaid : field.mergedSaid} />
        </>
      )}
    </SideChoice>
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
