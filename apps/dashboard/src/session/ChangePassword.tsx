import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { signIn } from './auth-provider';
import { useMe } from './me';
import { PasswordHints } from './PasswordHints';

/** A new password; every other session of one's own ends with it. */
export function ChangePassword() {
  const { me } = useMe();
  const form = useFields({ current: '', password: '' });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const [done, setDone] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await signIn.changePassword(form.values.current, form.values.password);
      form.set({ current: '', password: '' });
      setDone(true);
    });
  };
  return (
    <Panel title="Password">
      <Stack component="form" spacing={2} sx={{ pt: 1 }} onSubmit={submit}>
        {problem && <Alert severity="error">{problem}</Alert>}
        {done && !problem && (
          <Alert severity="success">Changed. You are signed out everywhere else.</Alert>
        )}
        <TextField
          label="Current password"
          type="password"
          required
          autoComplete="current-password"
          {...form.text('current')}
        />
        <TextField
          label="New password"
          type="password"
          required
          autoComplete="new-password"
          {...form.text('password')}
        />
        <PasswordHints password={form.values.password} name={me?.name} email={me?.email} />
        <div>
          <Button type="submit" variant="contained" loading={busy}>
            Change the password
          </Button>
        </div>
      </Stack>
    </Panel>
  );
}
