import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import type { SignInWays } from '#contract';
import { read } from '../api/http-client';
import { useSubmission } from '../forms/use-submission';
import { signIn } from './auth-provider';

/** The way in by the organisation's own sign-in, where there is one. */
export function SsoButton() {
  const { busy, problem, run } = useSubmission();
  const { data } = useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: ({ signal }) => read<SignInWays>('/api/sign-in-ways', signal),
    staleTime: Infinity,
    retry: 1,
  });
  const refused = new URLSearchParams(window.location.search).has('error');
  if (!data?.sso) return null;
  return (
    <>
      {(problem || refused) && (
        <Alert severity="error">
          {problem ?? `${data.sso} does not let you in here: only invited colleagues sign in.`}
        </Alert>
      )}
      <Button
        size="large"
        variant="outlined"
        loading={busy}
        onClick={() => void run(() => signIn.withSso())}
      >
        Sign in with {data.sso}
      </Button>
    </>
  );
}
