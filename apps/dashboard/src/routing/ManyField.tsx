import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

interface ManyFieldProps {
  label: string;
  choices: readonly { code: string; label: string }[];
  value: readonly string[];
  error?: string | undefined;
  onChange: (codes: string[]) => void;
}

/** Any number of a list; none means: it does not matter. */
export function ManyField({ label, choices, value, error, onChange }: ManyFieldProps) {
  return (
    <Autocomplete
      multiple
      size="small"
      disableCloseOnSelect
      options={choices}
      value={choices.filter(({ code }) => value.includes(code))}
      isOptionEqualToValue={(option, chosen) => option.code === chosen.code}
      getOptionLabel={(option) => option.label}
      onChange={(_event, chosen) => onChange(chosen.map(({ code }) => code))}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder={value.length === 0 ? 'Any' : undefined}
          error={error !== undefined}
          helperText={error}
        />
      )}
    />
  );
}
