import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { HOUR_DAYS, hoursAsTyped, hoursFromTyped } from './business-hours';

interface HoursFieldsProps {
  hours: Record<string, unknown>;
  errors: Record<string, string>;
  readOnly: boolean;
  onChange: (hours: Record<string, unknown>) => void;
}

/** When the organisation works, a line for each day; an empty one is closed. */
export function HoursFields({ hours, errors, readOnly, onChange }: HoursFieldsProps) {
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(HOUR_DAYS.map(([day]) => [day, hoursAsTyped(hours[day])])),
  );
  const change = (day: string, text: string) => {
    setTyped({ ...typed, [day]: text });
    const read = hoursFromTyped(text);
    if (read) onChange({ ...hours, [day]: read });
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        pt: 1,
        gridTemplateColumns: { xs: '1fr', sm: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      {HOUR_DAYS.map(([day, label]) => {
        const text = typed[day] ?? '';
        const refused = Object.entries(errors).find(([name]) =>
          name.startsWith(`businessHours.${day}`),
        )?.[1];
        const unread = hoursFromTyped(text) === null;
        return (
          <TextField
            key={day}
            label={label}
            autoComplete="off"
            value={text}
            error={unread || refused !== undefined}
            helperText={
              refused ??
              (unread
                ? 'Write it like 08:00–12:00, 13:00–17:00.'
                : text.trim() === ''
                  ? 'Closed'
                  : ' ')
            }
            onChange={(event) => change(day, event.target.value)}
            slotProps={{ input: { readOnly }, inputLabel: { shrink: true } }}
          />
        );
      })}
    </Box>
  );
}
