import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import {
  IMPORT_SIDES,
  type ImportRowView,
  type ImportRunView,
  type ImportSide,
  labelOf,
  SAID_BY,
} from '#contract';
import { sentenceOf } from '../api/refusal';
import { factFieldInWords } from '../facilities/facility-words';
import { valueInWords } from '../words/field';
import { Moment } from '../words/Moment';
import { phoneInWords } from '../words/phone';
import { importActions, useImportDone } from './import-api';

type Conflict = ImportRowView['conflicts'][number];

/** Whose value counts wherever the file contradicts what was said since, and what comes of it. */
export function ConflictsOfAll({ run }: { run: ImportRunView }) {
  const { busy, choose } = useChoosing();
  const { fields, theirs } = run.contradictions ?? { fields: 0, theirs: 0 };
  if (fields === 0) return null;
  const all = theirs === 0 ? 'ours' : theirs === fields ? 'theirs' : null;
  return (
    <Alert severity="info" icon={false}>
      <Typography sx={{ fontWeight: 600 }}>
        {fields === 1
          ? 'One value contradicts what the facility or a colleague said'
          : `${fields.toLocaleString('en-US')} values contradict what the facility or a colleague said`}
      </Typography>
      <Typography variant="body2" sx={{ mb: 1 }}>
        {outcome(fields, theirs)} Everything else of these rows is taken in. Taking the import back
        brings our value and the word behind it back.
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Typography variant="body2" component="span">
          For all of them:
        </Typography>
        <Sides
          label="For all of them"
          value={all}
          disabled={busy}
          onChoose={(take) =>
            void choose(() => importActions.chooseForAll(run.id, { version: run.version, take }))
          }
        />
      </Box>
    </Alert>
  );
}

function outcome(fields: number, theirs: number): string {
  if (theirs === 0) return 'Ours will stay.';
  if (theirs === fields) return 'The file’s will replace ours, as said by the file on its day.';
  return `${theirs.toLocaleString('en-US')} will be taken from the file, ${(fields - theirs).toLocaleString('en-US')} of ours will stay.`;
}

interface ConflictLineProps {
  run: ImportRunView;
  row: number;
  conflict: Conflict;
}

/** One value against another, who said ours and when, and the choice between them while it is open. */
export function ConflictLine({ run, row, conflict }: ConflictLineProps) {
  const { busy, choose } = useChoosing();
  const { record, of, field, current, found, saidBy, saidAt, take } = conflict;
  const name = factFieldInWords(field).toLowerCase();
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        justifyContent: 'space-between',
      }}
    >
      <Typography variant="body2" sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {of}, {name}: we have <Value of={field} value={current} counts={take === 'ours'} /> (
        {labelOf(SAID_BY, saidBy).toLowerCase()}, <Moment at={saidAt} />
        ), the file says <Value of={field} value={found} counts={take === 'theirs'} />
      </Typography>
      {run.state === 'ready' && (
        <Sides
          label={`${of}, ${name}`}
          value={take}
          disabled={busy}
          onChoose={(side) =>
            void choose(() =>
              importActions.choose(run.id, row, {
                version: run.version,
                record,
                field,
                take: side,
              }),
            )
          }
        />
      )}
    </Box>
  );
}

function Value({ of, value, counts }: { of: string; value: unknown; counts: boolean }) {
  return (
    <Box component={counts ? 'strong' : 'span'} sx={counts ? {} : { color: 'text.secondary' }}>
      {of === 'phone' && typeof value === 'string' ? phoneInWords(value) : valueInWords(of, value)}
    </Box>
  );
}

interface SidesProps {
  label: string;
  value: ImportSide | null;
  disabled: boolean;
  onChoose: (side: ImportSide) => void;
}

function Sides({ label, value, disabled, onChoose }: SidesProps) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(_event, side: ImportSide | null) => {
        if (side !== null) onChoose(side);
      }}
    >
      {IMPORT_SIDES.map(({ code, label: words }) => (
        <ToggleButton key={code} value={code} sx={{ px: 1.5, whiteSpace: 'nowrap' }}>
          {words}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Sends a choice, says why it was refused, and has the page ask again either way. */
function useChoosing() {
  const notify = useNotify();
  const done = useImportDone();
  const [busy, setBusy] = useState(false);
  const choose = async (send: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await send();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await done();
    setBusy(false);
  };
  return { busy, choose };
}
