import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { MatchView } from '#contract';
import { Moment } from '../words/Moment';
import { changeInWords, nameOf } from './match-words';

const SHOWN = 3;

/** What is different from the last time somebody looked. */
export function ChangesNote({ changes }: { changes: NonNullable<MatchView['changes']> }) {
  const [all, setAll] = useState(false);
  const { list, since } = changes;
  if (list.length === 0) {
    return (
      <Alert severity="info" icon={false}>
        Nothing changed since <Moment at={since} />.
      </Alert>
    );
  }
  const shown = all ? list : list.slice(0, SHOWN);
  return (
    <Alert severity="info" sx={{ '& .MuiAlert-message': { flex: 1 } }}>
      Since <Moment at={since} />:
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {shown.map((change) => (
          <li key={change.programId}>
            <strong>{nameOf(change)}</strong> {changeInWords(change)}.
            {change.because.length > 0 && ` ${change.because.slice(0, 3).join(' ')}`}
          </li>
        ))}
      </Box>
      {list.length > SHOWN && (
        <Button size="small" color="inherit" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${list.length - SHOWN} more`}
        </Button>
      )}
    </Alert>
  );
}
