import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNavigate } from 'react-router-dom';
import { useSubmission } from '../forms/use-submission';
import { useMe } from '../session/me';
import { referralActions, useReferralDone } from './referral-api';

/** Makes a draft of a referral to a picked program, and shows it. Nothing is sent by it. */
export function StartReferral({ leadId, programId }: { leadId: string; programId: string }) {
  const done = useReferralDone(leadId);
  const navigate = useNavigate();
  const { busy, problem, run } = useSubmission();
  const may = useMe().may('referral.work');
  if (!may) return null;
  const start = () =>
    run(async () => {
      const { id } = await referralActions.draft(leadId, programId);
      done('A draft. Nothing has been sent.');
      void navigate(`/referrals/${id}/show`);
    });
  return (
    <>
      <Button size="small" variant="contained" loading={busy} onClick={() => void start()}>
        Start a referral
      </Button>
      {problem && (
        <Typography role="alert" variant="body2" color="error" sx={{ flexBasis: '100%' }}>
          {problem}
        </Typography>
      )}
    </>
  );
}
