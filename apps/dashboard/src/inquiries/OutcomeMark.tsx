import Chip from '@mui/material/Chip';
import { type InquiryRow, labelOf } from '#contract';
import { OUTCOMES, suspicionInWords } from './inquiry-words';

export function OutcomeMark({ row }: { row: InquiryRow }) {
  const alarming = row.outcome === 'quarantined' || row.outcome === 'failed';
  return (
    <Chip
      size="small"
      variant="outlined"
      color={alarming ? 'warning' : row.outcome === 'waiting' ? 'primary' : 'default'}
      label={labelOf(OUTCOMES, row.outcome)}
      title={row.suspicion.map(suspicionInWords).join(', ') || undefined}
    />
  );
}
