import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

interface ChoiceFieldProps {
  label: string;
  name?: string;
  value: string;
  choices: readonly { code: string; label: string }[];
  /** The word for "none of these"; without it one must be chosen. */
  none?: string;
  error?: boolean;
  helperText?: string;
  required?: boolean;
  autoFocus?: boolean;
  onChange: (event: { target: { value: string } }) => void;
}

/** One of a list. */
export function ChoiceField({ choices, none, helperText, ...rest }: ChoiceFieldProps) {
  return (
    <TextField select fullWidth helperText={helperText} {...rest}>
      {none !== undefined && <MenuItem value="">{none}</MenuItem>}
      {choices.map((choice) => (
        <MenuItem key={choice.code} value={choice.code}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
