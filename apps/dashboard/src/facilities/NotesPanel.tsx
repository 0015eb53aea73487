import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import type { FacilityDetail } from '#contract';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { facilityActions, useFacilityDone } from './facility-api';

/** What colleagues know of this place. */
export function NotesPanel({ facility }: { facility: FacilityDetail }) {
  const works = useMe().may('facility.work');
  const done = useFacilityDone();
  const [body, setBody] = useState('');
  const { busy, problem, run } = useSubmission();
  const write = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await facilityActions.note(facility.id, body);
      setBody('');
      await done('Written down.');
    });
  };
  return (
    <Panel title="Notes">
      {works && (
        <Box component="form" noValidate onSubmit={write} sx={{ display: 'grid', gap: 1, mb: 2 }}>
          <TextField
            label="What should colleagues know of this place?"
            multiline
            minRows={2}
            value={body}
            error={problem !== null}
            helperText={problem ?? 'No patient’s name here.'}
            onChange={({ target }) => setBody(target.value)}
          />
          <div>
            <Button type="submit" variant="outlined" loading={busy} disabled={body.trim() === ''}>
              Write the note
            </Button>
          </div>
        </Box>
      )}
      {facility.notes.length === 0 && <Typography color="textSecondary">No notes yet.</Typography>}
      <Stack component="ul" spacing={1.5} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {facility.notes.map((note) => (
          <Box component="li" key={note.id}>
            <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {note.body}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              <NameOf resource="users" id={note.writtenBy} none="the system" />,{' '}
              <Moment at={note.createdAt} />
            </Typography>
          </Box>
        ))}
      </Stack>
    </Panel>
  );
}
