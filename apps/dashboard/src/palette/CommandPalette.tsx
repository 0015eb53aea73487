import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useGetOne } from 'react-admin';
import { useLocation, useNavigate } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useMe } from '../session/me';
import { KeyHint } from '../layout/KeyHint';
import { type Command, deskCommands, leadCommands, matching } from './commands';
import { useFoundLeads } from './use-found-leads';

interface CommandPaletteProps {
  onClose: () => void;
  onShowKeys: () => void;
}

const WHOLE = { whole: true };
/** The name of the dialog, for those who do not see that it is one. */
const UNSEEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  m: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

/** Everything by its name: what can be done with the open lead, leads, pages. */
export default function CommandPalette({ onClose, onShowKeys }: CommandPaletteProps) {
  const navigate = useNavigate();
  const { me, may } = useMe();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const titleId = useId();
  const listId = useId();
  const leadId = /^\/leads\/([0-9a-f-]{36})\/show$/.exec(useLocation().pathname)?.[1];
  const { data: lead } = useGetOne<LeadDetail>(
    'leads',
    { id: leadId ?? '', meta: WHOLE },
    { enabled: leadId !== undefined, retry: false },
  );
  const go = (to: string) => void navigate(to);
  const context = { may, myId: me?.id, go, showKeys: onShowKeys };
  const { found, error, looking } = useFoundLeads(typed, may('lead.read'), go);
  const commands = [
    ...matching(lead ? leadCommands(lead, context) : [], typed),
    ...found,
    ...matching(deskCommands(context), typed),
  ];
  const chosen = Math.min(at, Math.max(commands.length - 1, 0));
  const current = commands[chosen];
  useEffect(() => {
    if (current)
      document.getElementById(`${listId}-${current.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [current, listId]);
  const run = (command: Command) => {
    onClose();
    // The dialog gives the focus back first; what opens next takes it.
    setTimeout(command.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(commands.length, 1));
    else if (event.key === 'ArrowUp')
      setAt((chosen + commands.length - 1) % Math.max(commands.length, 1));
    else if (event.key === 'Enter' && current) run(current);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-labelledby={titleId}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
    >
      <Box component="h2" id={titleId} sx={UNSEEN}>
        Commands
      </Box>
      <InputBase
        autoFocus
        fullWidth
        value={typed}
        placeholder="A page, a lead, something to do"
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        slotProps={{
          input: {
            role: 'combobox',
            'aria-label': 'What do you want to do?',
            'aria-expanded': true,
            'aria-controls': listId,
            'aria-autocomplete': 'list',
            'aria-activedescendant': current ? `${listId}-${current.key}` : undefined,
            autoComplete: 'off',
            spellCheck: false,
          },
        }}
        sx={{ px: 2.5, py: 1.5, fontSize: '1.0625rem', borderBottom: 1, borderColor: 'divider' }}
      />
      <Box
        role="listbox"
        id={listId}
        aria-label="Commands"
        tabIndex={-1}
        sx={{ overflowY: 'auto', maxHeight: 'min(60dvh, 460px)', py: 1 }}
      >
        {commands.map((command, index) => (
          <Row
            key={command.key}
            id={`${listId}-${command.key}`}
            command={command}
            first={commands[index - 1]?.group !== command.group}
            chosen={index === chosen}
            onRun={() => run(command)}
            onPoint={() => setAt(index)}
          />
        ))}
      </Box>
      {commands.length === 0 && (
        <Typography role="status" color="textSecondary" sx={{ px: 2.5, pb: 2 }}>
          {error ? sentenceOf(error) : looking ? 'Looking…' : 'Nothing is called that.'}
        </Typography>
      )}
    </Dialog>
  );
}

interface RowProps {
  id: string;
  command: Command;
  first: boolean;
  chosen: boolean;
  onRun: () => void;
  onPoint: () => void;
}

function Row({ id, command, first, chosen, onRun, onPoint }: RowProps) {
  return (
    <>
      {first && (
        <Typography
          role="presentation"
          variant="overline"
          color="textSecondary"
          component="p"
          sx={{ px: 2.5, pt: 1, lineHeight: 1.6 }}
        >
          {command.group}
        </Typography>
      )}
      <Box
        role="option"
        id={id}
        aria-selected={chosen}
        onClick={onRun}
        onPointerMove={onPoint}
        sx={{
          display: 'flex',
          alignItems: 'center',
          px: 2.5,
          py: 0.875,
          cursor: 'pointer',
          bgcolor: chosen ? 'action.selected' : undefined,
        }}
      >
        <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          {command.label}
        </Box>
        {command.keys && <KeyHint keys={command.keys} />}
      </Box>
    </>
  );
}
