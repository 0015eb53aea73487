import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';

interface SecondFactorStepProps {
  busy: boolean;
  problem: string | null;
  onSubmit: (code: string, backup: boolean) => void;
  onBack: () => void;
}

export function SecondFactorStep({ busy, problem, onSubmit, onBack }: SecondFactorStepProps) {
  const [code, setCode] = useState('');
  const [backup, setBackup] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(code.trim(), backup);
  };
  return (
    <Stack component="form" spacing={2} onSubmit={submit}>
      {problem && <Alert severity="error">{problem}</Alert>}
      <TextField
        key={backup ? 'backup' : 'code'}
        label={backup ? 'Backup code' : 'Six-digit code'}
        size="medium"
        required
        autoFocus
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        slotProps={{ htmlInput: backup ? {} : { inputMode: 'numeric', maxLength: 6 } }}
      />
      <Button type="submit" variant="contained" size="large" loading={busy}>
        Continue
      </Button>
      <Button onClick={() => setBackup(!backup)}>
        {backup ? 'Use the authenticator app instead' : 'I have no phone: use a backup code'}
      </Button>
      <Button color="secondary" onClick={onBack}>
        Back
      </Button>
    </Stack>
  );
}
