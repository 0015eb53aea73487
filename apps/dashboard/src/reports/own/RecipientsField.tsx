import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import type { StaffView } from '#contract';
import { useMe } from '../../session/me';

interface RecipientsFieldProps {
  value: readonly string[];
  error?: string | undefined;
  onChange: (recipients: string[]) => void;
}

/** Who gets it by e-mail: oneself, or colleagues where one may set that up. */
export function RecipientsField({ value, error, onChange }: RecipientsFieldProps) {
  const { me, may } = useMe();
  const { data } = useGetList<StaffView>(
    'users',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { staleTime: 300_000, retry: 1 },
  );
  const choices = (data ?? []).filter(
    ({ id, status }) => status === 'active' && (id === me?.id || may('report.manage')),
  );
  return (
    <TextField
      select
      label="By e-mail to"
      value={[...value]}
      error={error !== undefined}
      helperText={error ?? 'Numbers alone, nothing that names a patient.'}
      onChange={({ target }) => onChange([target.value].flat())}
      slotProps={{ select: { multiple: true } }}
    >
      {choices.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
