import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useSubmission } from '../forms/use-submission';
import { signIn } from './auth-provider';

const QrCode = lazy(() => import('./QrCode'));

interface SecondFactorSetUpProps {
  totpURI: string;
  backupCodes: string[];
  onDone: () => void;
}

/** The secret for the app, by camera or by hand, the codes for the drawer, and the first code as proof that it works. */
export function SecondFactorSetUp({ totpURI, backupCodes, onDone }: SecondFactorSetUpProps) {
  const [code, setCode] = useState('');
  const { busy, problem, run } = useSubmission();
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await signIn.confirmSecondFactor(code.trim());
      onDone();
    });
  };
  return (
    <Stack component="form" spacing={2} onSubmit={submit}>
      <Typography>
        1. Open your authenticator app and let it scan this code. On a phone with the app,{' '}
        <Link href={totpURI}>open it there</Link>.
      </Typography>
      <Suspense fallback={<Skeleton variant="rounded" width={216} height={216} />}>
        <QrCode text={totpURI} label="The key as a code for a camera" />
      </Suspense>
      <Typography color="textSecondary">
        Without a camera: choose “enter a key by hand” in the app, and type this key.
      </Typography>
      <TextField
        label="Key"
        // It is longer than a line: what cannot be seen cannot be typed.
        multiline
        value={secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
        onFocus={(event) => event.target.select()}
        slotProps={{
          input: { readOnly: true },
          htmlInput: { style: { fontFamily: 'ui-monospace, monospace' } },
        }}
      />
      <Typography>
        2. Keep these backup codes where you keep important papers. Each works once.
      </Typography>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 2,
          display: 'grid',
          gridTemplateColumns: 'repeat(2, 1fr)',
          gap: 0.5,
          bgcolor: 'background.default',
          borderRadius: 2,
          fontWeight: 600,
          // In which l, I and 1 differ: they are written down by hand.
          fontFamily: 'ui-monospace, monospace',
        }}
      >
        {backupCodes.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </Box>
      <Typography>3. Type the six digits the app shows now.</Typography>
      {problem && <Alert severity="error">{problem}</Alert>}
      <TextField
        label="Six-digit code"
        required
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
      />
      <div>
        <Button type="submit" variant="contained" loading={busy}>
          Turn it on
        </Button>
      </div>
    </Stack>
  );
}
