import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { read } from '../api/http-client';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { signIn } from './auth-provider';
import { knowsPasskeys } from './webauthn';

interface Passkey {
  id: string;
  name?: string | null;
  createdAt: string;
}

const KEY = ['me', 'passkeys'];

/** Passkeys: sign in by finger, face or PIN of a device, with nothing to type and nothing to be tricked out of. */
export function Passkeys() {
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const { busy, problem, run } = useSubmission();
  const { data: keys = [] } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => read<Passkey[]>('/api/auth/passkey/list-user-passkeys', signal),
    retry: 1,
  });
  const done = () => queryClient.invalidateQueries({ queryKey: KEY });
  const add = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await signIn.addPasskey(name.trim());
      setName('');
      await done();
    });
  };
  const remove = (id: string) =>
    run(async () => {
      await signIn.removePasskey(id);
      await done();
    });
  return (
    <Panel title="Passkeys">
      <Typography color="textSecondary">
        Sign in with the finger, face or PIN of this device: nothing to type, and no page that
        pretends to be this one can take it from you.
      </Typography>
      {problem && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {problem}
        </Alert>
      )}
      <Box component="ul" sx={{ listStyle: 'none', p: 0, my: 1 }}>
        {keys.map((key) => (
          <Box component="li" key={key.id} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Typography sx={{ flex: 1, overflowWrap: 'anywhere' }}>
              {key.name ?? 'A passkey'} · added <Moment at={key.createdAt} />
            </Typography>
            <Button
              size="small"
              color="error"
              aria-label={`Remove ${key.name ?? 'this passkey'}`}
              onClick={() => void remove(key.id)}
            >
              Remove
            </Button>
          </Box>
        ))}
      </Box>
      {knowsPasskeys() ? (
        <Box component="form" onSubmit={add} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <TextField
            label="What you call this device"
            value={name}
            required
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 60 } }}
            sx={{ flex: '1 1 200px' }}
          />
          <Button type="submit" variant="outlined" loading={busy}>
            Add a passkey
          </Button>
        </Box>
      ) : (
        <Typography variant="body2" color="textSecondary">
          This browser does not know passkeys.
        </Typography>
      )}
    </Panel>
  );
}
