import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { ChoiceField } from '../forms/ChoiceField';

/** Column → what it holds; null: it is not used. */
export type ColumnMapping<Field extends string> = Record<string, Field | null>;

interface ColumnChoicesProps<Field extends string> {
  columns: readonly { name: string; samples: readonly string[] }[];
  choices: readonly { code: Field; label: string }[];
  mapping: ColumnMapping<Field>;
  onMapping: (mapping: ColumnMapping<Field>) => void;
  /** What is said once for all rows, before the columns. */
  children?: ReactNode;
}

/** The mapping as the desk has it. */
export const mappingOf = <Field extends string>(
  columns: readonly { name: string; field: Field | null }[],
): ColumnMapping<Field> => Object.fromEntries(columns.map(({ name, field }) => [name, field]));

/** Says of each column of a table what it holds, beside its first values. */
export function ColumnChoices<Field extends string>({
  columns,
  choices,
  mapping,
  onMapping,
  children,
}: ColumnChoicesProps<Field>) {
  const chosen = (value: string) => choices.find(({ code }) => code === value)?.code ?? null;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
      }}
    >
      {children}
      {columns.map(({ name, samples }) => (
        <Box key={name} sx={{ minWidth: 0 }}>
          <ChoiceField
            label={name}
            none="Not used"
            choices={choices}
            value={mapping[name] ?? ''}
            onChange={({ target }) => onMapping({ ...mapping, [name]: chosen(target.value) })}
          />
          <Typography variant="body2" color="textSecondary" noWrap title={samples.join(' · ')}>
            {samples.filter(Boolean).join(' · ') || 'empty'}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
