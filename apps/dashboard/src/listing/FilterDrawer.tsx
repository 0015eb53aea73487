import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { FilterValues, ListFilter } from './column';
import { WhenField } from '../forms/WhenField';

interface FilterDrawerProps {
  open: boolean;
  filters: readonly ListFilter[];
  values: FilterValues;
  onSet: (source: string, value: unknown) => void;
  onClear: () => void;
  onClose: () => void;
}

/** Every way to narrow a list, applied as they are chosen. */
export function FilterDrawer({
  open,
  filters,
  values,
  onSet,
  onClear,
  onClose,
}: FilterDrawerProps) {
  return (
    <Drawer
      anchor="right"
      open={open}
      onClose={onClose}
      slotProps={{ paper: { 'aria-label': 'Filters', role: 'dialog' } }}
    >
      <Box sx={{ width: { xs: '100vw', sm: 340 }, p: 2.5, display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', alignItems: 'center' }}>
          <Typography variant="h2" sx={{ flex: 1 }}>
            Filters
          </Typography>
          <IconButton aria-label="Close filters" onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </Box>
        {filters.map((filter) => (
          <FilterField
            key={`${filter.kind}-${filter.source}`}
            filter={filter}
            value={values[filter.source]}
            onSet={onSet}
          />
        ))}
        <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
          <Button variant="contained" onClick={onClose} sx={{ flex: 1 }}>
            Show the list
          </Button>
          <Button variant="outlined" onClick={onClear}>
            Clear all
          </Button>
        </Box>
      </Box>
    </Drawer>
  );
}

interface FilterFieldProps {
  filter: ListFilter;
  value: unknown;
  onSet: (source: string, value: unknown) => void;
}

function FilterField({ filter, value, onSet }: FilterFieldProps) {
  if (filter.kind === 'choices') {
    const chosen: string[] = Array.isArray(value)
      ? value.map(String)
      : typeof value === 'string'
        ? [value]
        : [];
    return (
      <TextField
        select
        label={filter.label}
        helperText={filter.hint}
        value={chosen}
        onChange={(event) => {
          const next = [event.target.value].flat();
          onSet(filter.source, next.length > 0 ? next : undefined);
        }}
        slotProps={{ select: { multiple: true } }}
      >
        {filter.choices.length === 0 && <MenuItem disabled>There are none yet</MenuItem>}
        {filter.choices.map((choice) => (
          <MenuItem key={choice.code} value={choice.code}>
            {choice.label}
          </MenuItem>
        ))}
      </TextField>
    );
  }
  if (filter.kind === 'words') return <WordsField filter={filter} value={value} onSet={onSet} />;
  if (filter.kind === 'choice') {
    return (
      <TextField
        select
        label={filter.label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onSet(filter.source, event.target.value || undefined)}
      >
        <MenuItem value="">Any</MenuItem>
        {filter.choices.map((choice) => (
          <MenuItem key={choice.code} value={choice.code}>
            {choice.label}
          </MenuItem>
        ))}
      </TextField>
    );
  }
  const ends = filter.kind === 'until' ? 'T23:59:59.999' : 'T00:00:00';
  return (
    <WhenField
      type="date"
      label={filter.label}
      value={typeof value === 'string' ? localDay(value) : ''}
      onChange={(event) =>
        onSet(
          filter.source,
          event.target.value ? new Date(event.target.value + ends).toISOString() : undefined,
        )
      }
    />
  );
}

interface WordsFieldProps extends FilterFieldProps {
  filter: Extract<ListFilter, { kind: 'words' }>;
}

/** Counts when one leaves the field, so that nothing is looked for half typed. */
function WordsField({ filter, value, onSet }: WordsFieldProps) {
  const known = typeof value === 'string' ? value : '';
  const [typed, setTyped] = useState(known);
  const apply = () => {
    if (typed.trim() !== known) onSet(filter.source, typed.trim() || undefined);
  };
  return (
    <TextField
      label={filter.label}
      helperText={filter.hint}
      autoComplete="off"
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
      }}
    />
  );
}

/** The day a moment falls on for the reader, as a date input wants it. */
function localDay(iso: string): string {
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
