import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { LastBulk } from './use-bulk';

interface BulkResultProps {
  last: LastBulk;
  undoing: boolean;
  onUndo: () => void;
  onClose: () => void;
}

const SHOWN = 5;

/** What came of a change of many leads: done, refused and why, and the way back. */
export function BulkResult({ last, undoing, onUndo, onClose }: BulkResultProps) {
  const { outcome, undone, stopped } = last;
  const refused = undone ? undone.left : outcome.refused;
  const mayUndo = outcome.changeIds.length > 0 && outcome.done > 0;
  return (
    <Alert
      severity={stopped || refused.length > 0 ? 'warning' : 'success'}
      onClose={onClose}
      sx={{ borderRadius: 0, border: 0, borderBottom: 1, borderColor: 'divider' }}
    >
      <AlertTitle sx={{ mb: 0.25 }}>{titleOf(last)}</AlertTitle>
      {stopped && <div>It stopped half-way: {stopped} The others are still chosen.</div>}
      <Refusals refused={refused} undone={undone !== null} />
      {mayUndo && (
        <Button size="small" variant="outlined" loading={undoing} onClick={onUndo} sx={{ mt: 1 }}>
          Undo
        </Button>
      )}
    </Alert>
  );
}

function titleOf({ what, outcome, undone }: LastBulk): string {
  if (undone) return `Undone: ${undone.restored} as they were before.`;
  const parts = [
    outcome.done > 0 ? `${what}: ${outcome.done}` : 'Nothing changed',
    outcome.unchanged > 0 && `${outcome.unchanged} were so already`,
    outcome.refused.length > 0 && `${outcome.refused.length} refused`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

interface RefusalsProps {
  refused: readonly { id: string; number: number | null; because: string }[];
  undone: boolean;
}

function Refusals({ refused, undone }: RefusalsProps) {
  const [all, setAll] = useState(false);
  if (refused.length === 0) return null;
  return (
    <>
      {undone && <div>Left as they are:</div>}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {refused.slice(0, all ? undefined : SHOWN).map(({ id, number, because }) => (
          <li key={id}>
            <Link component={RouterLink} to={`/leads/${id}/show`}>
              {number === null ? 'A lead' : `Lead #${number}`}
            </Link>
            : {because}
          </li>
        ))}
      </Box>
      {!all && refused.length > SHOWN && (
        <Button size="small" onClick={() => setAll(true)}>
          Show the other {refused.length - SHOWN}
        </Button>
      )}
    </>
  );
}
