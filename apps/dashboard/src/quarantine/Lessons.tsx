import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { type Suspicion, type SuspicionStanding, SUSPICIONS } from '#contract';
import { Panel } from '../leads/page/Panel';

/** What the desk's decisions have taught: each reason of doubt, how it did, and what follows. */
export function Lessons({ reasons }: { reasons: readonly SuspicionStanding[] }) {
  return (
    <Panel title="What the rules have learned">
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {reasons.map((one) => (
          <li key={one.reason}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
              <Typography variant="body2" sx={{ fontWeight: 650, flex: 1 }}>
                It {SUSPICIONS[one.reason as Suspicion]}
              </Typography>
              <Chip
                size="small"
                variant="outlined"
                color={one.holds ? 'default' : 'success'}
                label={one.holds ? 'holds back' : 'lets through'}
              />
            </Box>
            <Typography variant="body2" color="textSecondary">
              {one.because}
            </Typography>
          </li>
        ))}
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
        Who lets a person in also lets through what comes from the same address, or for the same
        number, for 90 days. Three confirmed spam from one address within a week, and nobody a
        person: what comes from there waits here too.
      </Typography>
    </Panel>
  );
}
