import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { dayInWords } from '../words/time';
import { piecesOf } from './shift-pieces';
import { ShiftChip } from './ShiftChip';
import type { WeekProps } from './WeekCalendar';

/** The week on a phone: day after day, with those who have something on it. */
export function WeekByDay({ days, today, zone, staff, shifts, closed, onOpen, onAdd }: WeekProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {days.map((day) => {
        const rows = staff
          .map((person) => ({ person, pieces: piecesOf(shifts, person.staffId, day, zone) }))
          .filter(({ pieces }) => pieces.length > 0);
        return (
          <Box component="section" key={day} aria-labelledby={`day-${day}`}>
            <Typography
              variant="h3"
              component="h3"
              id={`day-${day}`}
              sx={{ color: day === today ? 'primary.main' : undefined }}
            >
              {dayInWords(day)}
              {day === today && ' · today'}
              {closed.has(day) && ` · closed: ${closed.get(day)}`}
            </Typography>
            {rows.map(({ person, pieces }) => (
              <Box
                key={person.staffId}
                sx={{
                  display: 'grid',
                  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.2fr)',
                  gap: 1,
                  pt: 0.5,
                  fontSize: '0.875rem',
                }}
              >
                <span>{person.name}</span>
                <div>
                  {pieces.map((piece) => (
                    <ShiftChip
                      key={piece.shift.id}
                      piece={piece}
                      name={person.name}
                      onOpen={onOpen && (() => onOpen(piece.shift))}
                    />
                  ))}
                </div>
              </Box>
            ))}
            {rows.length === 0 && (
              <Typography variant="body2" color="textSecondary">
                Nobody is planned.
              </Typography>
            )}
            {onAdd && staff[0] && (
              <Button
                size="small"
                startIcon={<AddIcon />}
                aria-label={`Add on ${dayInWords(day)}`}
                onClick={() => onAdd(staff[0]?.staffId ?? '', day)}
              >
                Add
              </Button>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
