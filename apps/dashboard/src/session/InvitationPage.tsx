import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useEffect, useState } from 'react';
import { HttpError } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { read, send } from '../api/http-client';
import { fieldErrorsOf, sentenceOf } from '../api/refusal';
import { Door } from './Door';
import { PasswordHints } from './PasswordHints';

const isSpent = (cause: unknown) => cause instanceof HttpError && cause.status === 410;

/** Where a one-time link leads: a new colleague names themselves and chooses a password. */
export default function InvitationPage() {
  const { token = '' } = useParams();
  const [values, setValues] = useState({ name: '', email: '', password: '' });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<{ sentence: string; final: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);

  useEffect(() => {
    const asked = new AbortController();
    read<{ name: string | null; email: string | null }>(
      `/api/invitations/${encodeURIComponent(token)}`,
      asked.signal,
    ).then(
      ({ name, email }) =>
        setValues((typed) => ({
          ...typed,
          name: typed.name || (name ?? ''),
          email: typed.email || (email ?? ''),
        })),
      (cause: unknown) => {
        if (!asked.signal.aborted)
          setProblem({ sentence: sentenceOf(cause), final: isSpent(cause) });
      },
    );
    return () => asked.abort();
  }, [token]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    setProblem(null);
    try {
      await send('POST', `/api/invitations/${encodeURIComponent(token)}/acceptance`, values);
      setDone(true);
    } catch (cause) {
      setErrors(fieldErrorsOf(cause) ?? {});
      setProblem({ sentence: sentenceOf(cause), final: isSpent(cause) });
    } finally {
      setBusy(false);
    }
  };

  if (done) {
    return (
      <Door title="Welcome" lead="Your account is ready.">
        <Button component={Link} to="/login" variant="contained" size="large" fullWidth>
          Sign in
        </Button>
      </Door>
    );
  }
  const field = (name: 'name' | 'email' | 'password') => ({
    name,
    required: true,
    size: 'medium' as const,
    value: values[name],
    error: errors[name] !== undefined,
    helperText: errors[name],
    onChange: (event: { target: { value: string } }) =>
      setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <Door title="Join the desk" lead="This link is for you alone and works once.">
      <Stack component="form" spacing={2} onSubmit={(event) => void submit(event)}>
        {problem && (
          <Alert severity="error">
            {problem.sentence}
            {problem.final && ' Ask the person who invited you for a new link.'}
          </Alert>
        )}
        <TextField label="Your name" autoComplete="name" autoFocus {...field('name')} />
        <TextField label="E-mail" type="email" autoComplete="username" {...field('email')} />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          {...field('password')}
        />
        <PasswordHints password={values.password} name={values.name} email={values.email} />
        <Button type="submit" variant="contained" size="large" loading={busy}>
          Create my account
        </Button>
      </Stack>
    </Door>
  );
}
