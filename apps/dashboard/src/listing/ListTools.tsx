import SearchIcon from '@mui/icons-material/Search';
import TuneIcon from '@mui/icons-material/Tune';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { type ReactNode, useEffect, useState } from 'react';
import { useListContext } from 'react-admin';
import { type Column, type FilterValues, filterInWords, type ListFilter } from './column';
import { ColumnsButton } from './ColumnsButton';
import { FilterDrawer } from './FilterDrawer';

interface ListToolsProps<T> {
  resource: string;
  columns: readonly Column<T>[];
  filters: readonly ListFilter[];
  searchLabel?: string;
  /** Beside the choice of filters: saved views, for instance. */
  beside?: ReactNode;
}

/** Search, the most used filters as chips, the rest in a drawer, and the choice of columns. */
export function ListTools<T>(props: ListToolsProps<T>) {
  const { resource, columns, filters, searchLabel, beside } = props;
  const { filterValues, setFilters } = useListContext();
  const [open, setOpen] = useState(false);
  const values = filterValues as FilterValues;
  const set = (source: string, value: unknown) => {
    const { [source]: _gone, ...rest } = values;
    setFilters(value === undefined ? rest : { ...rest, [source]: value }, {});
  };
  const toggles = filters.filter((filter) => filter.kind === 'toggle');
  const others = filters.filter((filter) => filter.kind !== 'toggle');
  const known = new Set(filters.map((filter) => filter.source));
  const foreign = Object.keys(values).filter((source) => source !== 'q' && !known.has(source));
  return (
    <Box
      role="search"
      aria-label="Narrow the list"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        p: 1.5,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {searchLabel !== undefined && (
        <QuickSearch
          label={searchLabel}
          value={typeof values.q === 'string' ? values.q : ''}
          onChange={(q) => set('q', q === '' ? undefined : q)}
        />
      )}
      {toggles.map((filter) => {
        const on = values[filter.source] === filter.value;
        return (
          <Chip
            key={filter.label}
            component="button"
            clickable
            label={filter.label}
            aria-pressed={on}
            color={on ? 'primary' : 'default'}
            variant={on ? 'filled' : 'outlined'}
            onClick={() => set(filter.source, on ? undefined : filter.value)}
          />
        );
      })}
      {others.map((filter) => {
        const words = filterInWords(filter, values);
        return words === null ? null : (
          <Chip
            key={`${filter.kind}-${filter.source}`}
            label={words}
            color="primary"
            onDelete={() => set(filter.source, undefined)}
          />
        );
      })}
      {foreign.length > 0 && (
        <Chip
          label="The number you opened"
          color="primary"
          onDelete={() =>
            setFilters(
              Object.fromEntries(Object.entries(values).filter(([key]) => !foreign.includes(key))),
              {},
            )
          }
        />
      )}
      <Box sx={{ flex: 1 }} />
      {beside}
      {others.length > 0 && (
        <Button startIcon={<TuneIcon />} onClick={() => setOpen(true)}>
          Filters
        </Button>
      )}
      <ColumnsButton resource={resource} columns={columns} />
      <FilterDrawer
        open={open}
        filters={others}
        values={values}
        onSet={set}
        onClear={() => setFilters({}, {})}
        onClose={() => setOpen(false)}
      />
    </Box>
  );
}

interface QuickSearchProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function QuickSearch({ label, value, onChange }: QuickSearchProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextField
      value={typed}
      placeholder={label}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.value.trim());
      }}
      sx={{ width: { xs: '100%', sm: 300 } }}
      slotProps={{
        htmlInput: { 'aria-label': label, autoComplete: 'off', spellCheck: false },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
