import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { SsoButton } from './SsoButton';
import { knowsPasskeys } from './webauthn';

interface PasswordStepProps {
  busy: boolean;
  problem: string | null;
  onSubmit: (email: string, password: string) => void;
  onPasskey: () => void;
}

export function PasswordStep({ busy, problem, onSubmit, onPasskey }: PasswordStepProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(email.trim(), password);
  };
  return (
    <Stack component="form" spacing={2} onSubmit={submit}>
      {problem && <Alert severity="error">{problem}</Alert>}
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        size="medium"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        size="medium"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="contained" size="large" loading={busy}>
        Sign in
      </Button>
      {knowsPasskeys() && (
        <Button size="large" variant="outlined" disabled={busy} onClick={onPasskey}>
          Sign in with a passkey
        </Button>
      )}
      <SsoButton />
    </Stack>
  );
}
