import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ENDED_REFERRAL_STATES, type ReferralDetail } from '#contract';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { referralActions, useReferralDone } from './referral-api';

/** What the facility asks, and what we answer: read behind the code only. */
export function QuestionsPanel({ referral }: { referral: ReferralDetail }) {
  const works = useMe().may('referral.work');
  const over = ENDED_REFERRAL_STATES.some((ended) => ended === referral.state);
  const done = useReferralDone(referral.leadId);
  const { busy, problem, run } = useSubmission();
  const [text, setText] = useState('');
  const answer = async () => {
    const sent = await run(async () => {
      await referralActions.answer(referral.id, text);
      done('Answered. The facility is told that there is an answer.');
    });
    if (sent) setText('');
  };
  if (over && referral.notes.length === 0) return null;
  return (
    <Panel title="Questions">
      {referral.notes.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          The facility has asked nothing.
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {referral.notes.map((note) => (
          <Box
            component="li"
            key={note.id}
            sx={{
              p: 1.25,
              borderRadius: 2,
              bgcolor: note.from === 'facility' ? 'action.hover' : 'action.selected',
              ml: note.from === 'staff' ? 4 : 0,
              mr: note.from === 'facility' ? 4 : 0,
            }}
          >
            <Typography variant="body2" color="textSecondary">
              {note.from === 'facility' ? (
                referral.facilityName
              ) : (
                <NameOf resource="users" id={note.staffId} />
              )}{' '}
              · <Moment at={note.at} />
            </Typography>
            <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {note.text}
            </Typography>
          </Box>
        ))}
      </Box>
      {works && !over && (
        <Box
          component="form"
          sx={{ display: 'grid', gap: 1, mt: 1.5, justifyItems: 'start' }}
          onSubmit={(event) => {
            event.preventDefault();
            void answer();
          }}
        >
          {problem && <Alert severity="error">{problem}</Alert>}
          <TextField
            fullWidth
            multiline
            minRows={2}
            label="Write to the facility"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" variant="outlined" loading={busy} disabled={text.trim() === ''}>
            Send the answer
          </Button>
        </Box>
      )}
    </Panel>
  );
}
