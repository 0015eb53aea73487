import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import {
  EXCLUSIONS,
  type FieldFactView,
  labelOf,
  LEVELS_OF_CARE,
  MOUD_MEDICINES,
  MOUD_STANCES,
  type MoudStance,
  POPULATIONS,
  PROGRAM_LANGUAGES,
  type ProgramView,
  REQUIREMENTS,
  SEXES,
} from '#contract';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { AskHoldDialog } from './AskHoldDialog';
import { BedsDialog } from './BedsDialog';
import { bedsInWords, bedSourceOf, factFieldInWords, sayerOf } from './facility-words';
import { Mark, TrustMark } from './TrustMark';

const STANCE_COLOURS: Record<MoudStance, 'green' | 'yellow' | 'red' | 'grey'> = {
  starts_and_continues: 'green',
  continues: 'green',
  tapers: 'yellow',
  refuses: 'red',
  unknown: 'grey',
};

interface ProgramCardProps {
  program: ProgramView;
  facts: readonly FieldFactView[];
  onEdit?: () => void;
}

/** One program: its level, for whom, its beds, who pays, what it does with medicines, what it asks. */
export function ProgramCard({ program, facts, onEdit }: ProgramCardProps) {
  const { may } = useMe();
  const [open, setOpen] = useState<'beds' | 'hold' | null>(null);
  const stale = new Map(facts.filter((fact) => fact.stale).map((fact) => [fact.field, fact]));
  const listed = (codes: readonly string[], list: Parameters<typeof labelOf>[0]) =>
    codes.map((code) => labelOf(list, code)).join(', ');
  const network = (which: 'in' | 'out') =>
    program.payers.filter((payer) => payer.network === which).map((payer) => payer.payerName);
  return (
    <Box
      component="article"
      aria-label={program.name}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        p: { xs: 1.5, sm: 2 },
        display: 'grid',
        gap: 1.25,
        opacity: program.active ? 1 : 0.75,
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
        <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
          <Typography variant="h3">{program.name}</Typography>
          <Typography color="textSecondary" variant="body2">
            {[
              labelOf(LEVELS_OF_CARE, program.levelOfCare),
              agesOf(program),
              program.lengthOfStayDays === null ? '' : `${program.lengthOfStayDays} days`,
            ]
              .filter(Boolean)
              .join(' · ')}
            {!program.active && ' · not in use'}
          </Typography>
        </Box>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
          {may('facility.work') && program.active && (
            <>
              <Button size="small" variant="outlined" onClick={() => setOpen('beds')}>
                Report beds
              </Button>
              {may('lead.read') && (
                <Button size="small" variant="outlined" onClick={() => setOpen('hold')}>
                  Ask for a bed
                </Button>
              )}
            </>
          )}
          {onEdit && (
            <Button size="small" onClick={onEdit}>
              Change
            </Button>
          )}
        </Stack>
      </Box>
      <Beds program={program} />
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          columnGap: 2,
          rowGap: 0.75,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '140px minmax(0, 1fr)' },
          '& dt': { color: 'text.secondary' },
          '& dd': { m: 0, mb: { xs: 0.75, sm: 0 }, overflowWrap: 'anywhere' },
        }}
      >
        <Line name="For" stale={stale} fields={['populations', 'sexes']}>
          {listed(program.populations, POPULATIONS) || 'Adults in general'}
          {program.sexes.length > 0 &&
            ` · takes ${listed(program.sexes, SEXES).toLowerCase()} only`}
        </Line>
        <Line name="Languages" stale={stale} fields={['languages']}>
          {listed(program.languages, PROGRAM_LANGUAGES)}
        </Line>
        <Line name="In network" stale={stale} fields={['payers']}>
          {network('in').join(', ') || 'None that we know of'}
        </Line>
        <Line name="Out of network" stale={stale} fields={[]}>
          {network('out').join(', ') || 'None that we know of'}
        </Line>
        <Line
          name="Other ways to pay"
          stale={stale}
          fields={['selfPay', 'slidingScale', 'scholarship', 'stateFunded', 'privateInsurance']}
        >
          {paysOf(program) || 'None that we know of'}
        </Line>
        <Line name="Medicines" stale={stale} fields={['methadone', 'buprenorphine', 'naltrexone']}>
          <Stack direction="row" spacing={0.75} useFlexGap sx={{ flexWrap: 'wrap' }}>
            {MOUD_MEDICINES.map(({ code, label }) => (
              <Mark
                key={code}
                label={`${label}: ${labelOf(MOUD_STANCES, program[code]).toLowerCase()}`}
                colour={STANCE_COLOURS[program[code]]}
              />
            ))}
          </Stack>
        </Line>
        <Line name="Asks for" stale={stale} fields={['requirements']}>
          {listed(program.requirements, REQUIREMENTS) || 'Nothing that we know of'}
        </Line>
        <Line name="Does not take" stale={stale} fields={['exclusions']}>
          {listed(program.exclusions, EXCLUSIONS) || 'Nobody that we know of'}
        </Line>
      </Box>
      {program.description && <Typography variant="body2">{program.description}</Typography>}
      {open === 'beds' && <BedsDialog program={program} onClose={() => setOpen(null)} />}
      {open === 'hold' && <AskHoldDialog program={program} onClose={() => setOpen(null)} />}
    </Box>
  );
}

function Beds({ program }: { program: ProgramView }) {
  const { beds } = program;
  if (!beds) {
    return (
      <Typography variant="body2" color="textSecondary">
        Nobody has reported its beds yet.
      </Typography>
    );
  }
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
      <Typography sx={{ fontWeight: 650 }}>{bedsInWords(beds)}</Typography>
      <TrustMark trust={beds.trust} />
      <Typography variant="body2" color="textSecondary">
        {beds.staffId ? <NameOf resource="users" id={beds.staffId} /> : bedSourceOf(beds)},{' '}
        <Moment at={beds.saidAt} />
      </Typography>
    </Stack>
  );
}

interface LineProps {
  name: string;
  stale: ReadonlyMap<string, FieldFactView>;
  fields: readonly string[];
  children: ReactNode;
}

/** One line; says so when what stands in it is too old. */
function Line({ name, stale, fields, children }: LineProps) {
  const old = fields.flatMap((field) => stale.get(field) ?? []);
  const oldest = [...old].sort((a, b) => a.saidAt.localeCompare(b.saidAt))[0];
  return (
    <>
      <Typography component="dt" variant="body2">
        {name}
      </Typography>
      <Box component="dd">
        {children}
        {oldest && (
          <Typography variant="body2" sx={{ color: 'warning.main' }}>
            Too old: {old.map((fact) => factFieldInWords(fact.field).toLowerCase()).join(', ')} (
            {sayerOf(oldest).toLowerCase()}, <Moment at={oldest.saidAt} />)
          </Typography>
        )}
      </Box>
    </>
  );
}

function agesOf({ minAge, maxAge }: ProgramView): string {
  if (minAge === null && maxAge === null) return '';
  if (maxAge === null) return `from ${minAge}`;
  return minAge === null ? `up to ${maxAge}` : `${minAge} to ${maxAge}`;
}

function paysOf(program: ProgramView): string {
  return [
    program.selfPay && 'self-pay',
    program.slidingScale && 'sliding scale',
    program.scholarship && 'scholarship',
    program.stateFunded && 'state-funded',
    program.privateInsurance && 'private insurance, whose was not said',
  ]
    .filter(Boolean)
    .join(', ');
}
