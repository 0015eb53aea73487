import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type BenefitTerms, labelOf, LEVELS_OF_CARE, NETWORKS } from '#contract';
import { Facts } from '../leads/page/Facts';
import {
  authorisationInWords,
  copayInWords,
  coveredInWords,
  leftOf,
  limitsInWords,
  shareInWords,
} from './check-words';

const ROWS: readonly (readonly [string, (terms: BenefitTerms) => string])[] = [
  ['Covered', coveredInWords],
  ['Deductible', ({ deductible }) => leftOf(deductible)],
  ['Family deductible', ({ familyDeductible }) => leftOf(familyDeductible)],
  ['Patient pays after it', shareInWords],
  ['Copay', copayInWords],
  ['Out-of-pocket maximum', ({ outOfPocket }) => leftOf(outOfPocket)],
  ['Family maximum', ({ familyOutOfPocket }) => leftOf(familyOutOfPocket)],
  ['Authorization', authorisationInWords],
  ['Limits', limitsInWords],
];

/** What a plan says, level by level, in and out of network side by side; on a phone one below the other. */
export function TermsTable({ terms }: { terms: readonly BenefitTerms[] }) {
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'));
  const levels = [...new Set(terms.map(({ levelOfCare }) => levelOfCare))];
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {levels.map((level) => {
        const sides = terms.filter(({ levelOfCare }) => levelOfCare === level);
        return (
          <Box key={level}>
            <Typography variant="subtitle2" component="h3" sx={{ mb: 0.5 }}>
              {labelOf(LEVELS_OF_CARE, level)}
            </Typography>
            {isPhone ? <Cards sides={sides} /> : <Columns level={level} sides={sides} />}
            <Notes sides={sides} />
          </Box>
        );
      })}
    </Box>
  );
}

/** Rows that say nothing on either side would only be paper. */
const told = (sides: readonly BenefitTerms[]) =>
  ROWS.filter(([, say]) => sides.some((side) => say(side) !== '–'));

function Columns({ level, sides }: { level: string; sides: readonly BenefitTerms[] }) {
  return (
    <Table size="small" aria-label={labelOf(LEVELS_OF_CARE, level)}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: '24%' }} />
          {sides.map(({ network }) => (
            <TableCell key={network} sx={{ width: '38%', fontWeight: 650 }}>
              {labelOf(NETWORKS, network)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {told(sides).map(([word, say]) => (
          <TableRow key={word}>
            <TableCell component="th" scope="row" sx={{ color: 'text.secondary' }}>
              {word}
            </TableCell>
            {sides.map((side) => (
              <TableCell key={side.network} sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {say(side)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Cards({ sides }: { sides: readonly BenefitTerms[] }) {
  return sides.map((side) => (
    <Box key={side.network} sx={{ mt: 1 }}>
      <Typography variant="body2" sx={{ fontWeight: 650, mb: 0.5 }}>
        {labelOf(NETWORKS, side.network)}
      </Typography>
      <Facts facts={told([side]).map(([word, say]) => [word, say(side)] as const)} />
    </Box>
  ));
}

/** The payer's own words, once. */
function Notes({ sides }: { sides: readonly BenefitTerms[] }) {
  const notes = [...new Set(sides.flatMap((side) => side.notes))];
  if (notes.length === 0) return null;
  return (
    <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
      The payer says: {notes.join(' · ')}
    </Typography>
  );
}
