import SearchIcon from '@mui/icons-material/Search';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useRef, useState } from 'react';
import { useGetList } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import type { LeadRow } from '#contract';
import { whoOf } from '../leads/lead-words';
import { LeadLines } from '../leads/LeadLines';
import { UrgencyMark } from '../leads/UrgencyMark';
import { useOpenList } from '../listing/use-open-list';
import { useSettled } from './use-settled';

export const SEARCH_ID = 'desk-search';
const PAUSE_MS = 200;

/** The page one goes to takes the focus, so that its keys work at once. */
const leaveSearch = () => document.getElementById('page')?.focus();

/** Finds a lead by phone, e-mail, name or number from anywhere. Enter opens the whole list of hits. */
export function GlobalSearch() {
  const navigate = useNavigate();
  const openList = useOpenList();
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed, PAUSE_MS);
  const [open, setOpen] = useState(false);
  const highlighted = useRef<LeadRow | null>(null);
  const enough = asked.length >= 2;
  const { data, isFetching, error } = useGetList<LeadRow>(
    'leads',
    {
      filter: { q: asked },
      pagination: { page: 1, perPage: 8 },
      sort: { field: 'receivedAt', order: 'DESC' },
    },
    { enabled: enough, retry: false },
  );
  const hits = enough && asked === typed.trim() ? (data ?? []) : [];
  const emptyWords = error
    ? 'The search does not answer right now. Try again in a moment.'
    : isFetching || asked !== typed.trim()
      ? 'Looking…'
      : 'Nobody found. Try the whole number or e-mail, or the start of a name.';

  return (
    <Autocomplete<LeadRow>
      id={SEARCH_ID}
      size="small"
      forcePopupIcon={false}
      clearOnBlur={false}
      options={hits}
      inputValue={typed}
      value={null}
      filterOptions={(all) => all}
      noOptionsText={emptyWords}
      open={open && typed.trim().length >= 2}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      getOptionLabel={(lead) => whoOf(lead)}
      onHighlightChange={(_event, lead) => {
        highlighted.current = lead;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || highlighted.current !== null || typed.trim() === '') return;
        openList('leads', { q: typed.trim() });
        setTyped('');
        leaveSearch();
      }}
      onInputChange={(_event, value, reason) => reason !== 'reset' && setTyped(value)}
      onChange={(_event, lead) => {
        if (lead === null) return;
        setTyped('');
        leaveSearch();
        void navigate(`/leads/${lead.id}/show`);
      }}
      renderOption={({ key: _key, ...props }, lead) => (
        <Box component="li" {...props} key={lead.id} sx={{ display: 'flex', gap: 1.5 }}>
          <UrgencyMark urgency={lead.urgency} short />
          <LeadLines lead={lead} />
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder="Phone, e-mail, name or number"
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              'aria-label': 'Search leads by phone, e-mail, name or number',
              spellCheck: false,
              autoComplete: 'off',
            },
            input: {
              ...params.slotProps.input,
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" />
                </InputAdornment>
              ),
              endAdornment: (
                <Box
                  component="kbd"
                  aria-hidden
                  sx={{
                    display: { xs: 'none', md: 'block' },
                    font: 'inherit',
                    fontSize: '0.75rem',
                    px: 0.75,
                    border: 1,
                    borderColor: 'divider',
                    borderRadius: 1,
                    color: 'text.secondary',
                  }}
                >
                  /
                </Box>
              ),
            },
          }}
        />
      )}
    />
  );
}
