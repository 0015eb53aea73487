import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLogin } from 'react-admin';
import { sentenceOf } from '../api/refusal';
import { Door } from './Door';
import { PasswordStep } from './PasswordStep';
import { SecondFactorStep } from './SecondFactorStep';
import { ME_KEY } from './me';

/** Who comes back from the organisation's own sign-in goes on with the code. */
function firstStep(): 'password' | 'code' {
  return new URLSearchParams(window.location.search).has('code') ? 'code' : 'password';
}

/** Sign-in: e-mail and password, then the code of the second factor when there is one. */
export function SignInPage() {
  const login = useLogin();
  const queryClient = useQueryClient();
  const [step, setStep] = useState(firstStep);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async (params: object) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer: unknown = await login(params);
      queryClient.removeQueries({ queryKey: ME_KEY });
      if (answer && typeof answer === 'object' && 'secondFactor' in answer) setStep('code');
    } catch (cause) {
      setProblem(sentenceOf(cause));
    } finally {
      setBusy(false);
    }
  };

  if (step === 'code') {
    return (
      <Door
        title="One more step"
        lead="Open your authenticator app and type the six digits it shows."
      >
        <SecondFactorStep
          busy={busy}
          problem={problem}
          onSubmit={(code, backup) => void attempt({ code, backup })}
          onBack={() => setStep('password')}
        />
      </Door>
    );
  }
  return (
    <Door title="Sign in" lead="For staff. If you need help yourself, call the number on our site.">
      <PasswordStep
        busy={busy}
        problem={problem}
        onSubmit={(email, password) => void attempt({ email, password })}
        onPasskey={() => void attempt({ passkey: true })}
      />
    </Door>
  );
}
