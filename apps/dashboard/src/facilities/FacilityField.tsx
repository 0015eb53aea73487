import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { FacilityRow } from '#contract';
import { useSettled } from '../layout/use-settled';
import { placeOf } from './facility-words';

interface FacilityFieldProps {
  label: string;
  value: FacilityRow | null;
  /** A facility that cannot be chosen. */
  exceptId: string;
  onChange: (facility: FacilityRow | null) => void;
}

const PAUSE_MS = 250;

/** Chooses a facility by name, town or ZIP code. */
export function FacilityField({ label, value, exceptId, onChange }: FacilityFieldProps) {
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed, PAUSE_MS);
  const enough = asked.trim().length >= 2;
  const { data, isFetching } = useGetList<FacilityRow>(
    'facilities',
    {
      filter: { q: asked },
      pagination: { page: 1, perPage: 10 },
      sort: { field: 'name', order: 'ASC' },
    },
    { enabled: enough, retry: false },
  );
  return (
    <Autocomplete<FacilityRow>
      fullWidth
      options={enough ? (data ?? []).filter(({ id }) => id !== exceptId) : []}
      value={value}
      filterOptions={(all) => all}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      getOptionLabel={({ name }) => name}
      noOptionsText={
        enough ? (isFetching ? 'Looking…' : 'None found.') : 'Type at least two letters or digits.'
      }
      onInputChange={(_event, text, reason) => reason === 'input' && setTyped(text)}
      onChange={(_event, facility) => onChange(facility)}
      renderOption={({ key: _key, ...props }, facility) => (
        <Box component="li" {...props} key={facility.id}>
          <Box sx={{ minWidth: 0 }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
              {facility.name}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {placeOf(facility) || 'No address yet'}
            </Typography>
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField {...params} label={label} placeholder="Name, town or ZIP" autoFocus />
      )}
    />
  );
}
