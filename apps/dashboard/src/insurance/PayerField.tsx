import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import type { PayerView } from '#contract';

interface PayerFieldProps {
  label: string;
  typed: string;
  problem: string | undefined;
  hint?: string;
  onTyped: (text: string) => void;
  onChosen: (payer: PayerView | null) => void;
}

/** Finds a payer by any of its names, typing errors and short forms included. */
export function PayerField({ label, typed, problem, hint, onTyped, onChosen }: PayerFieldProps) {
  const { data } = useGetList<PayerView>(
    'payers',
    {
      filter: { q: typed.trim() },
      pagination: { page: 1, perPage: 10 },
      sort: { field: 'nearest', order: 'ASC' },
    },
    { enabled: typed.trim().length >= 2, retry: false },
  );
  return (
    <Autocomplete<PayerView, false, false, true>
      freeSolo
      options={data ?? []}
      filterOptions={(all) => all}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.name)}
      getOptionKey={(option) => (typeof option === 'string' ? option : option.id)}
      inputValue={typed}
      onInputChange={(_event, value, reason) => {
        onTyped(value);
        // Other words may mean another payer.
        if (reason === 'input' || reason === 'clear') onChosen(null);
      }}
      onChange={(_event, choice) => onChosen(typeof choice === 'string' ? null : choice)}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          error={problem !== undefined}
          helperText={problem ?? hint ?? 'Any name it goes by, e.g. “BCBS of Texas”.'}
        />
      )}
    />
  );
}
