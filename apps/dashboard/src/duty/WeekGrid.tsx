import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { dayInWords } from '../words/time';
import { piecesOf } from './shift-pieces';
import { ShiftChip } from './ShiftChip';
import type { WeekProps } from './WeekCalendar';

/** The week as a table: a row for each colleague, a column for each day. */
export function WeekGrid({ days, today, zone, staff, shifts, closed, onOpen, onAdd }: WeekProps) {
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="The week’s shifts">
      <Box
        component="table"
        sx={{
          width: '100%',
          minWidth: 860,
          borderCollapse: 'collapse',
          tableLayout: 'fixed',
          fontSize: '0.875rem',
          '& th, & td': { border: 1, borderColor: 'divider', p: 0.75, verticalAlign: 'top' },
        }}
      >
        <thead>
          <tr>
            <Box component="td" sx={{ width: 136 }} />
            {days.map((day) => (
              <Box
                component="th"
                scope="col"
                key={day}
                aria-current={day === today ? 'date' : undefined}
                sx={{
                  textAlign: 'left',
                  fontWeight: day === today ? 700 : 600,
                  color: day === today ? 'primary.main' : 'text.secondary',
                }}
              >
                {dayInWords(day)}
                {closed.has(day) && (
                  <Box
                    component="span"
                    sx={{
                      display: 'block',
                      fontWeight: 500,
                      fontSize: '0.75rem',
                      color: 'warning.main',
                    }}
                  >
                    Closed: {closed.get(day)}
                  </Box>
                )}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {staff.map((person) => (
            <tr key={person.staffId}>
              <Box component="th" scope="row" sx={{ textAlign: 'left', fontWeight: 600 }}>
                {person.name}
              </Box>
              {days.map((day) => (
                <Box
                  component="td"
                  key={day}
                  sx={{
                    height: 52,
                    position: 'relative',
                    bgcolor: day === today ? 'action.hover' : undefined,
                    '& .add': { opacity: 0 },
                    '&:hover .add, & .add:focus-visible': { opacity: 1 },
                  }}
                >
                  {piecesOf(shifts, person.staffId, day, zone).map((piece) => (
                    <ShiftChip
                      key={piece.shift.id}
                      piece={piece}
                      name={person.name}
                      onOpen={onOpen && (() => onOpen(piece.shift))}
                    />
                  ))}
                  {onAdd && (
                    <IconButton
                      className="add"
                      size="small"
                      aria-label={`Add for ${person.name}, ${dayInWords(day)}`}
                      onClick={() => onAdd(person.staffId, day)}
                      sx={{ p: 0.25 }}
                    >
                      <AddIcon sx={{ fontSize: 18 }} />
                    </IconButton>
                  )}
                </Box>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
