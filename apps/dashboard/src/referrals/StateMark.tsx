import Chip from '@mui/material/Chip';
import { ENDED_REFERRAL_STATES, labelOf, REFERRAL_STATES, type ReferralState } from '#contract';

const GOOD = new Set<ReferralState>([
  'accepted',
  'scheduled',
  'arrived',
  'admitted',
  'in_care_7',
  'in_care_30',
  'completed',
  'stepped_down',
]);
const BAD = new Set<ReferralState>(['declined', 'no_show', 'turned_away']);
const ENDED = new Set<string>(ENDED_REFERRAL_STATES);

/** Where a referral stands: a word, and a colour that only repeats it. */
export function StateMark({ state }: { state: ReferralState }) {
  const colour = GOOD.has(state) ? 'success' : BAD.has(state) ? 'error' : 'default';
  return (
    <Chip
      size="small"
      label={labelOf(REFERRAL_STATES, state)}
      color={colour}
      variant={ENDED.has(state) && colour === 'default' ? 'outlined' : 'filled'}
    />
  );
}
