import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  type CadencePreview,
  dayIn,
  ENROLMENT_ENDS,
  labelOf,
  type PreviewStep,
  STEP_REASONS,
} from '#contract';
import { dayInWords } from '../words/time';
import { type PreviewDay, timeIn, weeksOf } from './preview-weeks';
import { STEP_ICONS } from './step-icons';
import { STEP_KIND_WORDS } from './step-words';
import { useTemplateNames } from './use-template-names';

const PLACES = {
  zip: 'their ZIP code',
  phone: 'their area code',
  unknown: 'no place is known, so everybody has to be awake',
} as const;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const WEEK = { display: 'grid', gap: 0.5, gridTemplateColumns: 'repeat(7, minmax(0, 1fr))' };

/** On which days a plan's steps would happen: weeks as rows; on a phone the days as a list. */
export function PreviewCalendar({ preview }: { preview: CadencePreview }) {
  const weeks = weeksOf(preview);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography variant="body2" color="textSecondary">
        Hours are theirs: {preview.timeZone.replaceAll('_', ' ')} ({PLACES[preview.placeFrom]}). If
        nobody answers it ends {dayInWords(dayIn(preview.timeZone, new Date(preview.endsAt)))}:{' '}
        {labelOf(ENROLMENT_ENDS, preview.endsBecause).toLowerCase()}.
      </Typography>
      {weeks.length === 0 && <Typography>Nothing would happen.</Typography>}
      <Box sx={{ display: { xs: 'none', sm: 'grid' }, gap: 1 }}>
        {weeks.length > 0 && (
          <Box aria-hidden sx={WEEK}>
            {WEEKDAYS.map((name) => (
              <Typography key={name} variant="caption" color="textSecondary" sx={{ px: 0.5 }}>
                {name}
              </Typography>
            ))}
          </Box>
        )}
        {weeks.map((week) => (
          <Box key={week[0]?.day} sx={WEEK}>
            {week.map((day) => (
              <Day key={day.day} day={day} timeZone={preview.timeZone} />
            ))}
          </Box>
        ))}
      </Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {preview.steps.map((step) => (
          <PreviewEntry key={step.key} step={step} timeZone={preview.timeZone} />
        ))}
      </Box>
    </Box>
  );
}

/** A square of the calendar; the list below says the same with the reasons. */
function Day({ day, timeZone }: { day: PreviewDay; timeZone: string }) {
  return (
    <Box
      aria-hidden
      sx={{
        minHeight: 56,
        p: 0.5,
        minWidth: 0,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: day.steps.length > 0 ? 'action.selected' : undefined,
      }}
    >
      <Typography variant="caption" color="textSecondary" component="div" noWrap>
        {dayInWords(day.day).replace(/^\w{3}, /, '')}
      </Typography>
      {day.steps.map((step) => {
        const Icon = STEP_ICONS[step.kind];
        return (
          <Box
            key={step.key}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 0.25,
              fontSize: '0.75rem',
              whiteSpace: 'nowrap',
              overflow: 'hidden',
              textDecoration: step.skipped ? 'line-through' : undefined,
              color: step.skipped ? 'text.secondary' : 'text.primary',
            }}
          >
            <Icon sx={{ fontSize: 14, flexShrink: 0 }} />
            {timeIn(timeZone, step.at).replace(':00', '')}
          </Box>
        );
      })}
    </Box>
  );
}

/** One step of a preview: when, what, and why it is moved or left out. */
export function PreviewEntry({ step, timeZone }: { step: PreviewStep; timeZone: string }) {
  const Icon = STEP_ICONS[step.kind];
  const nameOf = useTemplateNames();
  const why = step.sentence ?? labelOf(STEP_REASONS, step.skipped ?? step.moved);
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '20px 1fr', columnGap: 1 }}>
      <Icon sx={{ fontSize: 18, mt: 0.25, color: 'primary.main' }} aria-hidden />
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          Day {step.day} · {dayInWords(dayIn(timeZone, new Date(step.at)))},{' '}
          {timeIn(timeZone, step.at)} · {STEP_KIND_WORDS[step.kind]}
          {step.template && ` “${nameOf(step.template)}”`}
          {step.skipped && ' · skipped'}
        </Typography>
        {(step.skipped || step.moved) && (
          <Typography variant="body2" color={step.skipped ? 'error' : 'textSecondary'}>
            {step.moved && !step.skipped && 'Moved: '}
            {why}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
