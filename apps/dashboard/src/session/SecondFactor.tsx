import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { signIn } from './auth-provider';
import { ME_KEY, useMe } from './me';
import { SecondFactorSetUp } from './SecondFactorSetUp';

/** Sets up or ends the code of an authenticator app. */
export function SecondFactor() {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const form = useFields({ password: '' });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const [started, setStarted] = useState<{ totpURI: string; backupCodes: string[] } | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ME_KEY });
  if (!me) return null;
  const on = me.twoFactor;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      if (on) {
        await signIn.endSecondFactor(form.values.password);
        await refresh();
      } else {
        setStarted(await signIn.startSecondFactor(form.values.password));
      }
      form.set({ password: '' });
    });
  };
  return (
    <Panel title="Second factor">
      {started ? (
        <SecondFactorSetUp
          {...started}
          onDone={() => {
            setStarted(null);
            void refresh();
          }}
        />
      ) : (
        <Stack component="form" spacing={2} onSubmit={submit}>
          {me.secondFactorDue && (
            <Alert severity="info">
              Before you can work here, set up a second factor: this desk holds people’s health
              records, and a password alone is not enough to open them.
            </Alert>
          )}
          <Typography color="textSecondary">
            {on
              ? 'On: signing in asks for a code of your authenticator app.'
              : 'Off. A code of an app on your phone keeps your account yours even if somebody learns the password.'}
          </Typography>
          {problem && <Alert severity="error">{problem}</Alert>}
          <TextField
            label="Your password"
            type="password"
            required
            autoComplete="current-password"
            {...form.text('password')}
          />
          <div>
            <Button
              type="submit"
              variant={on ? 'outlined' : 'contained'}
              color={on ? 'error' : 'primary'}
              loading={busy}
            >
              {on ? 'Turn it off' : 'Set it up'}
            </Button>
          </div>
        </Stack>
      )}
    </Panel>
  );
}
