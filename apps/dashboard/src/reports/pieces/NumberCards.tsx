import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import type { NumberAnswer } from '#contract';
import { Failure } from '../../listing/states';
import { type Question, useNumbers } from '../asking/use-numbers';
import { NumberCard } from './NumberCard';
import { Unasked } from './Unasked';

interface NumberCardsProps {
  label: string;
  names: readonly string[];
  filter?: Question['filter'];
  period?: Question['period'];
  /** Says of a number that somebody should look at it. */
  alarming?: (answer: NumberAnswer) => boolean;
}

/** Numbers side by side, each with what it means and the way to its records. */
export function NumberCards({ label, names, filter, period, alarming }: NumberCardsProps) {
  const question = { names, ...(filter ? { filter } : {}), ...(period ? { period } : {}) };
  const { data, asked, error, isPending, refetch, unasked } = useNumbers(question);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Box
      component="section"
      aria-label={label}
      aria-busy={isPending}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          sm: 'repeat(auto-fill, minmax(236px, 1fr))',
        },
      }}
    >
      {isPending
        ? names.map((name) => <Skeleton key={name} variant="rounded" height={148} />)
        : data?.numbers.map((answer) => (
            <NumberCard
              key={answer.name}
              answer={answer}
              period={asked.period}
              slices={asked.filter}
              alarming={alarming?.(answer) ?? false}
            />
          ))}
      <Unasked labels={unasked} />
    </Box>
  );
}
