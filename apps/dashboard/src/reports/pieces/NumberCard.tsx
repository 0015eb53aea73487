import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { NumberAnswer, SliceFilter } from '#contract';
import { useMe } from '../../session/me';
import type { Period } from '../asking/period';
import { useDefinition } from '../asking/catalogue';
import { partsInWords, valueInWords } from '../asking/value-words';
import { useDrill } from '../drill/drill';
import { Change } from './Change';
import { Definition } from './Definition';

interface NumberCardProps {
  answer: NumberAnswer;
  period: Period;
  slices: SliceFilter;
  /** What asks for a hand now. */
  alarming?: boolean;
}

/** One number: its value, how it moved, what it means, and the way to its records. */
export function NumberCard({ answer, period, slices, alarming = false }: NumberCardProps) {
  const drill = useDrill();
  const { may } = useMe();
  const definition = useDefinition(answer.name);
  const { total, unit, label, before } = answer;
  const parts = partsInWords(total, unit);
  const opens = may('lead.read') && total.counted > 0;
  const value = (
    <Typography
      component="span"
      sx={{
        fontSize: '1.75rem',
        fontWeight: 650,
        lineHeight: 1.2,
        letterSpacing: '-0.02em',
        color: alarming ? 'error.main' : 'text.primary',
      }}
    >
      {valueInWords(total.value, unit)}
    </Typography>
  );
  return (
    <Paper
      component="article"
      sx={{
        border: 1,
        borderColor: alarming ? 'error.main' : 'divider',
        borderRadius: 2,
        p: 2,
        display: 'grid',
        gap: 0.5,
        alignContent: 'start',
      }}
    >
      <Typography variant="h3" component="h2">
        {label}
      </Typography>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, flexWrap: 'wrap' }}>
        {opens ? (
          <ButtonBase
            onClick={() =>
              drill({ name: answer.name, title: label, period, part: 'counted', slices })
            }
            aria-label={`${label}: ${valueInWords(total.value, unit)}. Show its records`}
            sx={{
              borderRadius: 1,
              textDecoration: 'underline',
              textDecorationColor: 'transparent',
              textUnderlineOffset: 4,
              '&:hover': { textDecorationColor: 'currentcolor' },
            }}
          >
            {value}
          </ButtonBase>
        ) : (
          value
        )}
        {parts && (
          <Typography component="span" variant="body2" color="textSecondary">
            {parts}
          </Typography>
        )}
        {before && <Change now={total.value} before={before.value} unit={unit} />}
      </Box>
      {total.business && total.value !== null && (
        <Typography variant="body2" color="textSecondary">
          9 of 10 within {valueInWords(total.business.p90, unit)} of business time; by the wall
          clock {valueInWords(total.wall?.median ?? null, unit)}, 9 of 10 within{' '}
          {valueInWords(total.wall?.p90 ?? null, unit)}
        </Typography>
      )}
      {definition && (
        <Definition
          definition={definition}
          value={total}
          onLeftOut={
            may('lead.read') && total.leftOut > 0
              ? () =>
                  drill({
                    name: answer.name,
                    title: `Left out of “${label}”`,
                    period,
                    part: 'left_out',
                    slices,
                  })
              : undefined
          }
        />
      )}
    </Paper>
  );
}
