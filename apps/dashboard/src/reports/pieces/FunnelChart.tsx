import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { NumberAnswer } from '#contract';
import { useMe } from '../../session/me';
import { useNumbers } from '../asking/use-numbers';
import { valueInWords } from '../asking/value-words';
import { useDrill } from '../drill/drill';
import { Change } from './Change';
import { ChartPanel } from './ChartPanel';
import { Definition } from './Definition';
import { RowsTable } from './RowsTable';
import { useDefinition } from '../asking/catalogue';

/** Each step as a share of all leads, and as a share of the step before it. */
const STEPS = [
  { of: 'contact_rate', step: null },
  { of: 'qualified_of_leads', step: 'qualified_rate' },
  { of: 'check_of_leads', step: 'check_rate' },
  { of: 'viable_of_leads', step: 'viable_rate' },
  { of: 'match_of_leads', step: 'match_rate' },
  { of: 'referral_of_leads', step: 'referral_rate' },
  { of: 'acceptance_of_leads', step: 'acceptance_rate' },
  { of: 'scheduled_of_leads', step: 'scheduled_rate' },
  { of: 'show_of_leads', step: 'show_rate' },
  { of: 'admit_of_leads', step: 'admit_rate' },
] as const;
const NAMES = ['leads', ...STEPS.flatMap(({ of, step }) => (step ? [of, step] : [of]))];

/** The way from request to admission: how many got to each step, and how many of the step before were lost. */
export function FunnelChart() {
  const { of, asked, error, isPending, refetch } = useNumbers({ names: NAMES });
  const drill = useDrill();
  const { may } = useMe();
  const leads = of('leads');
  const all = leads?.total.counted ?? 0;
  const open = (answer: NumberAnswer, title: string) => () =>
    drill({
      name: answer.name,
      title,
      period: asked.period,
      part: 'counted',
      slices: asked.filter,
    });
  const steps = STEPS.flatMap(({ of: name, step }) => {
    const answer = of(name);
    const rate = step === null ? answer : of(step);
    return answer && rate ? [{ answer, rate, title: titleOf(answer) }] : [];
  });
  return (
    <ChartPanel
      title="From request to admission"
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={all === 0}
      height={460}
      chart={
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
          {leads && (
            <Step
              title="Leads"
              count={all}
              share={1}
              onOpen={may('lead.read') ? open(leads, 'Leads') : undefined}
            />
          )}
          {steps.map(({ answer, rate, title }) => (
            <Step
              key={answer.name}
              title={title}
              count={answer.total.counted}
              share={all === 0 ? 0 : answer.total.counted / all}
              onOpen={may('lead.read') ? open(answer, title) : undefined}
              rate={rate}
            />
          ))}
        </Box>
      }
      table={
        <RowsTable
          label="From request to admission"
          head="Step"
          columns={['Of all leads', 'Of the step before']}
          rows={steps.map(({ answer, rate, title }) => ({
            key: answer.name,
            name: title,
            cells: [answer, rate].map((each) => ({
              value: each.total,
              unit: each.unit,
              onOpen: may('lead.read') ? open(each, title) : undefined,
            })),
          }))}
        />
      }
    />
  );
}

const titleOf = ({ label }: NumberAnswer) =>
  label === 'Contact rate' ? 'Spoken with' : (label.split(',')[0] ?? label);

interface StepProps {
  title: string;
  count: number;
  /** Of all leads, 0 to 1. */
  share: number;
  onOpen?: (() => void) | undefined;
  rate?: NumberAnswer;
}

function Step({ title, count, share, onOpen, rate }: StepProps) {
  const bar = (
    <Box
      sx={{
        height: 34,
        width: `${Math.max(share * 100, 0.6)}%`,
        bgcolor: 'primary.main',
        borderRadius: 1,
        opacity: 0.35 + 0.65 * share,
      }}
    />
  );
  const lost = rate ? (rate.total.of ?? 0) - rate.total.counted : 0;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '104px 1fr', sm: '132px 1fr 250px' },
        columnGap: 1.5,
        alignItems: 'center',
      }}
    >
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {title}
        <Box component="span" sx={{ display: 'block', color: 'text.secondary', fontWeight: 400 }}>
          {count.toLocaleString('en-US')} · {valueInWords(share, 'share')}
        </Box>
      </Typography>
      {onOpen && count > 0 ? (
        <ButtonBase
          onClick={onOpen}
          aria-label={`${title}: ${count}. Show the records`}
          sx={{ justifyContent: 'flex-start', borderRadius: 1, '&:hover > div': { opacity: 1 } }}
        >
          {bar}
        </ButtonBase>
      ) : (
        bar
      )}
      {rate && (
        <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' }, fontSize: '0.8125rem' }}>
          <Typography variant="body2">
            <strong>{valueInWords(rate.total.value, 'share')}</strong> of the step before
            {lost > 0 && `, ${lost.toLocaleString('en-US')} not`}
          </Typography>
          {rate.before && <Change now={rate.total.value} before={rate.before.value} unit="share" />}
          <Meaning name={rate.name} value={rate.total} />
        </Box>
      )}
    </Box>
  );
}

function Meaning({ name, value }: { name: string; value: NumberAnswer['total'] }) {
  const definition = useDefinition(name);
  if (!definition) return null;
  return (
    <Box component="details" sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer' } }}>
      <summary>What it means</summary>
      <Definition definition={definition} value={value} />
    </Box>
  );
}
