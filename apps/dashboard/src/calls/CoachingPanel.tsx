import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent } from 'react';
import type { CallView, CoachingNoteView } from '#contract';
import { sendsByKey } from '../forms/sends-by-key';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { callPartKey } from '../live/live';
import { Moment } from '../words/Moment';
import { talkTime } from '../words/time';
import { secondOf } from './moment-in-call';
import { useCoachingNotes, writeCoachingNote } from './recording-api';
import type { PlayerControls } from './use-player';

interface CoachingPanelProps {
  call: CallView;
  player: PlayerControls;
}

/** What was noted for coaching, by moment; a moment's button goes there. */
export function CoachingPanel({ call, player }: CoachingPanelProps) {
  const { data, error, isPending, refetch } = useCoachingNotes(call.id);
  return (
    <Panel title="Notes for coaching">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        Seen by who had this call, and by managers.
      </Typography>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={56} />}
      {data?.length === 0 && (
        <Typography variant="body2" sx={{ mb: 1.5 }}>
          {call.hasRecording
            ? 'Nothing noted yet. Stop the recording where something went well, or could go better.'
            : 'Nothing noted yet. What went well, and what could go better?'}
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, mb: data?.length ? 2 : 0 }}>
        {data?.map((note) => (
          <Note key={note.id} note={note} onJump={player.seek} />
        ))}
      </Box>
      <NoteForm call={call} player={player} />
    </Panel>
  );
}

function Note({ note, onJump }: { note: CoachingNoteView; onJump: (second: number) => void }) {
  const { atSecond } = note;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '72px 1fr',
        columnGap: 1,
        alignItems: 'start',
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {atSecond === null ? (
        <Typography variant="body2" color="textSecondary" sx={{ pt: 0.5 }}>
          All of it
        </Typography>
      ) : (
        <Button
          size="small"
          aria-label={`Go to ${talkTime(atSecond)}`}
          onClick={() => onJump(atSecond)}
          sx={{ minWidth: 0, justifySelf: 'start', fontVariantNumeric: 'tabular-nums' }}
        >
          {talkTime(atSecond)}
        </Button>
      )}
      <Box sx={{ minWidth: 0, pt: 0.25 }}>
        <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note.text}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {note.writtenByName} · <Moment at={note.createdAt} />
        </Typography>
      </Box>
    </Box>
  );
}

function NoteForm({ call, player }: CoachingPanelProps) {
  const form = useFields({ text: '', moment: '' });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const queryClient = useQueryClient();
  const { text, moment } = form.values;
  const submit = async () => {
    const atSecond = secondOf(moment);
    if (atSecond === undefined) {
      form.setErrors({ atSecond: 'A moment is minutes and seconds: 1:05.' });
      return;
    }
    const saved = await run(async () => {
      const notes = await writeCoachingNote(call.id, { atSecond, text });
      queryClient.setQueryData(callPartKey(call.id, 'coaching-notes'), notes);
    });
    if (saved) form.set({ text: '', moment: '' });
  };
  const now = () => form.set({ moment: talkTime(Math.floor(player.at)) });
  return (
    <form
      noValidate
      onKeyDown={(event) => sendsByKey(event, busy || text.trim() === '')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem && (
        <Alert severity="error" sx={{ mb: 1.5 }}>
          {problem}
        </Alert>
      )}
      <TextField
        {...form.text('text')}
        label="Note"
        fullWidth
        multiline
        minRows={2}
        onFocus={() => {
          if (moment === '' && text === '' && player.at > 0) now();
        }}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5, alignItems: 'flex-start' }}>
        {call.hasRecording && (
          <>
            <TextField
              {...form.text('moment')}
              label="At"
              placeholder="1:05"
              error={form.errors.atSecond !== undefined}
              helperText={form.errors.atSecond}
              sx={{ width: 120 }}
            />
            <Button color="secondary" onClick={now} sx={{ mt: 0.5 }}>
              At this moment
            </Button>
          </>
        )}
        <Box sx={{ flex: 1 }} />
        <Button
          type="submit"
          variant="contained"
          loading={busy}
          disabled={text.trim() === ''}
          sx={{ mt: 0.5 }}
        >
          Save the note
        </Button>
      </Box>
    </form>
  );
}
