import TextField, { type TextFieldProps } from '@mui/material/TextField';

/** A day or a time of day. The browser shows a pattern in it when it is empty, so the label stands above. */
export function WhenField(props: TextFieldProps & { type: 'date' | 'time' | 'datetime-local' }) {
  return <TextField {...props} slotProps={{ inputLabel: { shrink: true } }} />;
}
