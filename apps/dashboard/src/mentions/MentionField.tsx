import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Paper from '@mui/material/Paper';
import Popper from '@mui/material/Popper';
import TextField from '@mui/material/TextField';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { StaffView } from '#contract';
import { type Beginning, beginningAt, whoBegins } from './mention-text';

interface MentionFieldProps {
  label: string;
  value: string;
  colleagues: readonly StaffView[];
  error: boolean;
  helperText: string | undefined;
  onChange: (text: string) => void;
}

const SHOWN = 6;

/** Text in which "@" offers colleagues; arrows choose, Enter or Tab takes, Escape goes on typing. */
export function MentionField(props: MentionFieldProps) {
  const { label, value, colleagues, error, helperText, onChange } = props;
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const [at, setAt] = useState(0);
  const offered = beginning ? whoBegins(colleagues, beginning.typed).slice(0, SHOWN) : [];
  const open = offered.length > 0;
  const look = () => {
    const element = area.current;
    setBeginning(element ? beginningAt(element.value, element.selectionStart) : null);
    setAt(0);
  };
  const take = ({ name }: StaffView) => {
    const element = area.current;
    if (!beginning || !element) return;
    const caret = element.selectionStart;
    const before = `${value.slice(0, beginning.start)}@${name} `;
    onChange(before + value.slice(caret));
    setBeginning(null);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(before.length, before.length);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offered[at];
    if (!chosen) return;
    if (event.key === 'ArrowDown') setAt((at + 1) % offered.length);
    else if (event.key === 'ArrowUp') setAt((at + offered.length - 1) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
    else if (event.key === 'Escape') setBeginning(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <TextField
        label={label}
        multiline
        minRows={5}
        autoFocus
        name="text"
        value={value}
        error={error}
        helperText={helperText ?? 'Type @ to name a colleague; they are told.'}
        inputRef={area}
        onChange={(event) => {
          onChange(event.target.value);
          look();
        }}
        onKeyDown={onKeyDown}
        onClick={look}
        onBlur={() => setBeginning(null)}
        slotProps={{
          htmlInput: {
            'aria-autocomplete': 'list',
            'aria-controls': open ? listId : undefined,
            'aria-activedescendant': open ? `${listId}-${at}` : undefined,
          },
        }}
      />
      <Popper
        open={open}
        anchorEl={area.current}
        placement="bottom-start"
        sx={{ zIndex: 'tooltip' }}
      >
        <Paper sx={{ border: 1, borderColor: 'divider', boxShadow: 6, minWidth: 220 }}>
          <MenuList id={listId} role="listbox" aria-label="Colleagues" dense>
            {offered.map((person, index) => (
              <MenuItem
                key={person.id}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                selected={index === at}
                tabIndex={-1}
                onMouseDown={(event) => {
                  event.preventDefault();
                  take(person);
                }}
              >
                {person.name}
              </MenuItem>
            ))}
          </MenuList>
        </Paper>
      </Popper>
    </>
  );
}
