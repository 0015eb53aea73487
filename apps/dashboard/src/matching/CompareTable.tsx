import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { MatchPlace, MatchReason, RankedProgram } from '#contract';
import { Panel } from '../leads/page/Panel';
import { whereOf } from './match-words';
import { Reasons } from './Reasons';
import { Standing } from './Standing';

interface CompareTableProps {
  programs: readonly RankedProgram[];
  places: ReadonlyMap<string, MatchPlace>;
  onClear: () => void;
}

/** What is looked at, in the order it is read; rules in one row are told together. */
const ROWS: readonly { label: string; rules: readonly string[] }[] = [
  { label: 'Level of care', rules: ['level'] },
  { label: 'Way to pay', rules: ['payment'] },
  { label: 'Medication', rules: ['medication'] },
  { label: 'Distance', rules: ['travel'] },
  { label: 'Beds', rules: ['beds'] },
  {
    label: 'Age, sex, pregnancy, whom it is for',
    rules: ['age', 'sex', 'pregnancy', 'population'],
  },
  { label: 'Language', rules: ['language'] },
  { label: 'Exclusions and requirements', rules: ['exclusions', 'offences', 'requirements'] },
  { label: 'Wishes', rules: ['wishes'] },
  { label: 'Earlier referrals', rules: ['history'] },
  { label: 'Licence, age of what is known', rules: ['open', 'licence', 'freshness'] },
];

/** Up to three programs side by side, row for row. */
export function CompareTable({ programs, places, onClear }: CompareTableProps) {
  const rows = ROWS.filter(({ rules }) => programs.some((one) => said(one, rules).length > 0));
  return (
    <Panel
      title="Side by side"
      action={
        <Button size="small" onClick={onClear}>
          Done
        </Button>
      }
    >
      <Box tabIndex={0} role="region" aria-label="Table of the programs" sx={{ overflowX: 'auto' }}>
        <Box
          component="table"
          sx={{
            borderCollapse: 'collapse',
            width: '100%',
            minWidth: 160 + programs.length * 220,
            '& th, & td': {
              textAlign: 'left',
              verticalAlign: 'top',
              p: 1,
              borderTop: 1,
              borderColor: 'divider',
              fontWeight: 'inherit',
            },
            '& thead th': { borderTop: 0 },
          }}
        >
          <thead>
            <tr>
              <Box component="td" sx={{ width: 140 }} />
              {programs.map((program) => (
                <th key={program.programId} scope="col">
                  <Typography sx={{ fontWeight: 650 }}>
                    {program.rank}. {program.facilityName}
                  </Typography>
                  <Typography variant="body2" color="textSecondary" sx={{ mb: 0.75 }}>
                    {program.programName} · {whereOf(program, places.get(program.facilityId))}
                  </Typography>
                  <Standing standing={program.standing} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, rules }) => (
              <tr key={label}>
                <Box
                  component="th"
                  scope="row"
                  sx={{ color: 'text.secondary', fontSize: '0.875rem' }}
                >
                  {label}
                </Box>
                {programs.map((program) => {
                  const reasons = said(program, rules);
                  return (
                    <td key={program.programId}>
                      {reasons.length > 0 ? (
                        <Reasons reasons={reasons} weighed />
                      ) : (
                        'Nothing against it'
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Panel>
  );
}

function said({ reasons }: RankedProgram, rules: readonly string[]): MatchReason[] {
  return reasons.filter(({ rule }) => rules.includes(rule));
}
