import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { NumberDefinitionView, NumberValue } from '#contract';
import { valueInWords } from '../asking/value-words';

interface DefinitionProps {
  definition: NumberDefinitionView;
  value?: NumberValue | undefined;
  onLeftOut?: (() => void) | undefined;
}

/** What a number means: the sentence at once, its formula, population and what it leaves out behind one press. */
export function Definition({ definition, value, onLeftOut }: DefinitionProps) {
  const { sentence, formula, cohort, exclusions, neverByAgent, version } = definition;
  return (
    <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
      <Typography variant="caption" component="p">
        {sentence}
      </Typography>
      <Box
        component="details"
        sx={{
          mt: 0.5,
          '& summary': { cursor: 'pointer', width: 'fit-content', py: 0.5, borderRadius: 1 },
          '& dl': { m: 0, mt: 0.5, display: 'grid', gap: 0.5 },
          '& dt': { fontWeight: 600 },
          '& dd': { m: 0 },
        }}
      >
        <summary>How it is counted</summary>
        <dl>
          <dt>Formula (version {version})</dt>
          <dd>{formula}</dd>
          <dt>Counts for</dt>
          <dd>{cohort}</dd>
          {exclusions.length > 0 && (
            <>
              <dt>Left out</dt>
              {exclusions.map((exclusion) => (
                <dd key={exclusion}>{exclusion}</dd>
              ))}
            </>
          )}
          {neverByAgent !== null && (
            <>
              <dt>Never by agent</dt>
              <dd>{neverByAgent}</dd>
            </>
          )}
        </dl>
      </Box>
      {value && value.leftOut > 0 && (
        <Typography variant="caption" component="p">
          {onLeftOut ? (
            <Link
              component="button"
              type="button"
              onClick={onLeftOut}
              sx={{ fontSize: 'inherit', verticalAlign: 'baseline' }}
            >
              {value.leftOut.toLocaleString('en-US')} left out
            </Link>
          ) : (
            `${value.leftOut.toLocaleString('en-US')} left out`
          )}
          {value.leftOutShare !== null && ` (${valueInWords(value.leftOutShare, 'share')} of all)`}
        </Typography>
      )}
    </Box>
  );
}
