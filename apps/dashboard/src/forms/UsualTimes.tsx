import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import { toLocalInput } from '../words/time';
import { usualTimes } from './usual-times';

interface UsualTimesProps {
  /** As an `<input type="datetime-local">` holds it. */
  value: string;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** The times people put something off until, one press each. */
export function UsualTimes({ value, autoFocus = false, onChange }: UsualTimesProps) {
  return (
    <Stack direction="row" role="group" aria-label="Usual times" sx={{ flexWrap: 'wrap', gap: 1 }}>
      {usualTimes(new Date()).map(({ label, at }, index) => {
        const local = toLocalInput(at);
        const chosen = value === local;
        return (
          <Chip
            key={label}
            component="button"
            type="button"
            clickable
            autoFocus={autoFocus && index === 0}
            label={label}
            aria-pressed={chosen}
            color={chosen ? 'primary' : 'default'}
            variant={chosen ? 'filled' : 'outlined'}
            onClick={() => onChange(local)}
            sx={{ height: 36 }}
          />
        );
      })}
    </Stack>
  );
}
