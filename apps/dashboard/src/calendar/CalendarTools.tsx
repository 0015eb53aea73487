import ChevronLeftIcon from '@mui/icons-material/ChevronLeft';
import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { ChoiceField } from '../forms/ChoiceField';
import { useStaffChoices } from '../forms/use-choices';
import { dayInWords } from '../words/time';
import { addDays } from '#contract';
import { dayOf } from './calendar-days';

interface CalendarToolsProps {
  view: 'week' | 'day';
  onView: ((view: 'week' | 'day') => void) | undefined;
  day: string;
  days: readonly string[];
  onDay: (day: string) => void;
  owner: string;
  onOwner: (owner: string) => void;
  done: boolean;
  onDone: (done: boolean) => void;
  /** The shifts of all colleagues, not only of whoever's calendar it is. */
  team: boolean;
  onTeam: ((team: boolean) => void) | undefined;
}

/** Which days, whose, and whether what is done is shown too. */
export function CalendarTools(props: CalendarToolsProps) {
  const { view, onView, day, days, onDay, owner, onOwner, done, onDone, team, onTeam } = props;
  const staff = useStaffChoices();
  const by = view === 'week' ? 7 : 1;
  const today = dayOf(Date.now());
  const last = days.at(-1) ?? day;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 2 }}>
      <IconButton aria-label={`The ${view} before`} onClick={() => onDay(addDays(day, -by))}>
        <ChevronLeftIcon />
      </IconButton>
      <Typography
        component="p"
        aria-live="polite"
        sx={{ fontWeight: 650, minWidth: view === 'week' ? 190 : 100, textAlign: 'center' }}
      >
        {days.length > 1 ? `${dayInWords(days[0] ?? day)} – ${dayInWords(last)}` : dayInWords(day)}
      </Typography>
      <IconButton aria-label={`The ${view} after`} onClick={() => onDay(addDays(day, by))}>
        <ChevronRightIcon />
      </IconButton>
      {!days.includes(today) && <Button onClick={() => onDay(today)}>Today</Button>}
      <Box sx={{ flex: 1 }} />
      {onView && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="How much"
          value={view}
          onChange={(_event, next: 'week' | 'day' | null) => next && onView(next)}
        >
          <ToggleButton value="week">Week</ToggleButton>
          <ToggleButton value="day">Day</ToggleButton>
        </ToggleButtonGroup>
      )}
      <Box sx={{ width: 190 }}>
        <ChoiceField
          label="Whose"
          choices={[{ code: 'me', label: 'Mine' }, { code: 'none', label: 'Nobody’s' }, ...staff]}
          value={owner}
          onChange={({ target }) => onOwner(target.value)}
        />
      </Box>
      {onTeam && (
        <FormControlLabel
          control={<Switch checked={team} onChange={(_event, value) => onTeam(value)} />}
          label="Team’s shifts"
        />
      )}
      <FormControlLabel
        control={<Switch checked={done} onChange={(_event, value) => onDone(value)} />}
        label="Done too"
      />
    </Box>
  );
}
