import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useGetList } from 'react-admin';
import { type LeadRow, STAGE_LABELS } from '#contract';
import { phoneInWords } from '../words/phone';
import { whoOf } from './lead-words';

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
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
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
          <Box sx={{ minWidth: 0 }}>
            <Typography noWrap sx={{ fontWeight: 600 }}>
              {whoOf(lead)}
            </Typography>
            <Typography variant="body2" color="textSecondary" noWrap>
              #{lead.number} · {STAGE_LABELS[lead.stage]}
              {lead.phone ? ` · ${phoneInWords(lead.phone)}` : ''}
            </Typography>
          </Box>
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
