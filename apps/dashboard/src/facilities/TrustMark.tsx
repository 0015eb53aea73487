import Chip from '@mui/material/Chip';
import { useTheme } from '@mui/material/styles';
import { BED_TRUST, type BedTrust, labelOf } from '#contract';
import { tintOf } from '../theme/tints';

const COLOURS = { fresh: 'green', ageing: 'yellow', stale: 'red', unknown: 'grey' } as const;

/** How far a bed count can be trusted. */
export function TrustMark({ trust }: { trust: BedTrust }) {
  const { fill, word } = tintOf(COLOURS[trust], useTheme());
  return (
    <Chip
      size="small"
      label={labelOf(BED_TRUST, trust)}
      sx={{ bgcolor: fill, color: word, fontWeight: 650 }}
    />
  );
}

/** A word on a soft colour. */
export function Mark({
  label,
  colour,
}: {
  label: string;
  colour: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue';
}) {
  const { fill, word } = tintOf(colour, useTheme());
  return <Chip size="small" label={label} sx={{ bgcolor: fill, color: word, fontWeight: 600 }} />;
}
