import Typography from '@mui/material/Typography';
import { labelOf, MERGE_FIELDS, type MergePreview, WHEN_WANTED } from '#contract';
import { PAYMENT_CHOICES } from '../leads/lead-words';
import { valueInWords } from '../words/field';
import { NameOf } from '../words/NameOf';
import { SideChoice } from './SideChoice';
import type { Side } from './use-comparison';

type Field = MergePreview['fields'][number];

interface FieldChoiceProps {
  field: Field;
  numbers: Record<Side, number>;
  value: Side;
  onChange: (side: Side) => void;
}

const REFERENCES = { ownerId: 'users', teamId: 'teams', sourceId: 'sources' } as const;

/** Which of two values wins. */
export function FieldChoice({ field, numbers, value, onChange }: FieldChoiceProps) {
  return (
    <SideChoice title={MERGE_FIELDS[field.field]} value={value} onChange={onChange} row>
      {(side) => (
        <>
          <Value name={field.field} value={field[side]} />{' '}
          <Typography component="span" variant="body2" color="textSecondary">
            #{numbers[side]}
          </Typography>
        </>
      )}
    </SideChoice>
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
