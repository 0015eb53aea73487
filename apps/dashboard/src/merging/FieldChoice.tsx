import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { labelOf, MERGE_FIELDS, type MergePreview, WHEN_WANTED } from '#contract';
import { PAYMENT_CHOICES } from '../leads/lead-words';
import { valueInWords } from '../words/field';
import { NameOf } from '../words/NameOf';

type Field = MergePreview['fields'][number];

interface FieldChoiceProps {
  field: Field;
  numbers: { kept: number; merged: number };
  value: 'kept' | 'merged';
  onChange: (side: 'kept' | 'merged') => void;
}

const REFERENCES = { ownerId: 'users', teamId: 'teams', sourceId: 'sources' } as const;

/** Which of two values wins. */
export function FieldChoice({ field, numbers, value, onChange }: FieldChoiceProps) {
  const labelId = useId();
  return (
    <div>
      <Typography variant="h3" component="p" id={labelId}>
        {MERGE_FIELDS[field.field]}
      </Typography>
      <RadioGroup
        row
        aria-labelledby={labelId}
        value={value}
        onChange={(event) => onChange(event.target.value === 'kept' ? 'kept' : 'merged')}
      >
        {(['kept', 'merged'] as const).map((side) => (
          <FormControlLabel
            key={side}
            value={side}
            control={<Radio size="small" />}
            label={
              <>
                <Value name={field.field} value={field[side]} />{' '}
                <Typography component="span" variant="body2" color="textSecondary">
                  #{numbers[side]}
                </Typography>
              </>
            }
          />
        ))}
      </RadioGroup>
    </div>
  );
}

function Value({ name, value }: { name: Field['field']; value: unknown }) {
  if (name === 'ownerId' || name === 'teamId' || name === 'sourceId') {
    const id = typeof value === 'string' ? value : null;
    return <NameOf resource={REFERENCES[name]} id={id} none="nobody" />;
  }
  if (name === 'forWhom') return value === 'self' ? 'Themselves' : 'Someone else';
  if (name === 'payment' && typeof value === 'string') return labelOf(PAYMENT_CHOICES, value);
  if (name === 'whenWanted' && typeof value === 'string') return labelOf(WHEN_WANTED, value);
  return valueInWords(name, value);
}
