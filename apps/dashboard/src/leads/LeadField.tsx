import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { LeadRow } from '#contract';
import { useSettled } from '../layout/use-settled';
import { whoOf } from './lead-words';
import { LeadLines } from './LeadLines';

interface LeadFieldProps {
  label: string;
  value: LeadRow | null;
  /** A lead that cannot be chosen. */
  exceptId?: string;
  autoFocus?: boolean;
  error?: string;
  onChange: (lead: LeadRow | null) => void;
}

const PAUSE_MS = 250;

/** Chooses a lead by phone, e-mail, name or number. */
export function LeadField({ label, value, exceptId, autoFocus, error, onChange }: LeadFieldProps) {
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed, PAUSE_MS);
  const { data, isFetching } = useGetList<LeadRow>(
    'leads',
    {
      filter: { q: asked },
      pagination: { page: 1, perPage: 10 },
      sort: { field: 'receivedAt', order: 'DESC' },
    },
    { enabled: asked.length >= 2, retry: false },
  );
  return (
    <Autocomplete<LeadRow>
      fullWidth
      options={asked.length >= 2 ? (data ?? []).filter(({ id }) => id !== exceptId) : []}
      value={value}
      filterOptions={(all) => all}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      getOptionLabel={(lead) => `#${lead.number} ${whoOf(lead)}`}
      noOptionsText={
        asked.length < 2
          ? 'Type at least two letters or digits.'
          : isFetching
            ? 'Looking…'
            : 'Nobody found.'
      }
      onInputChange={(_event, text, reason) => reason === 'input' && setTyped(text)}
      onChange={(_event, lead) => onChange(lead)}
      renderOption={({ key: _key, ...props }, lead) => (
        <Box component="li" {...props} key={lead.id}>
          <LeadLines lead={lead} />
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder="Phone, e-mail, name or number"
          autoFocus={autoFocus}
          error={error !== undefined}
          helperText={error}
        />
      )}
    />
  );
}
