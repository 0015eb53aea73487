import ButtonBase from '@mui/material/ButtonBase';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { NumberView } from '#contract';
import { useOpenList } from '../listing/use-open-list';
import { useMe } from '../session/me';

const count = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

function inWords({ value, unit }: NumberView): string {
  if (value === null) return '–';
  if (unit === 'share') return `${Math.round(value * 100)} %`;
  return count.format(value);
}

/** What asks for a hand when it is not zero. */
const URGENT: ReadonlySet<string> = new Set(['overdue', 'overdue_clocks']);

const NEEDS = {
  leads: 'lead.read',
  calls: 'call.read',
  tasks: 'task.read',
  inquiries: 'inquiry.read',
} as const;

/** One number of today. Where there are records behind it, it opens exactly those. */
export function NumberTile({ number }: { number: NumberView }) {
  const openList = useOpenList();
  const { may } = useMe();
  const { opens } = number;
  const needs = opens ? NEEDS[opens.resource as keyof typeof NEEDS] : undefined;
  const body = (
    <>
      <Typography
        component="span"
        sx={{
          fontSize: '1.875rem',
          fontWeight: 650,
          lineHeight: 1.2,
          letterSpacing: '-0.02em',
          color: URGENT.has(number.name) && (number.value ?? 0) > 0 ? 'error.main' : 'text.primary',
        }}
      >
        {inWords(number)}
        {number.unit === 'minutes' && number.value !== null && (
          <Typography component="span" variant="body2" color="textSecondary">
            {' '}
            min
          </Typography>
        )}
      </Typography>
      <Typography component="span" variant="body2" sx={{ fontWeight: 600 }}>
        {number.label}
      </Typography>
      <Typography component="span" variant="caption" color="textSecondary">
        {number.sentence}
      </Typography>
    </>
  );
  const look = {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'flex-start',
    textAlign: 'left',
    gap: 0.25,
    p: 2,
    border: 1,
    borderColor: 'divider',
    borderRadius: 2,
  } as const;
  if (!opens || !needs || !may(needs)) return <Paper sx={look}>{body}</Paper>;
  return (
    <ButtonBase
      onClick={() => openList(opens.resource, opens.filter)}
      sx={{ ...look, bgcolor: 'background.paper', '&:hover': { borderColor: 'primary.main' } }}
    >
      {body}
    </ButtonBase>
  );
}
