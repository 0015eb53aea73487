import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

interface ManyFieldProps {
  label: string;
  choices: readonly { code: string; label: string }[];
  value: readonly string[];
  error?: string | undefined;
  helperText?: string;
  /** The word where none is chosen. */
  none?: string;
  onChange: (codes: string[]) => void;
}

/** Any number of a list; unless said, none means: it does not matter. */
export function ManyField({ none = 'Any', ...props }: ManyFieldProps) {
  const { label, choices, value, error, helperText, onChange } = props;
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
          placeholder={value.length === 0 ? none : undefined}
          error={error !== undefined}
          helperText={error ?? helperText}
        />
      )}
    />
  );
}
