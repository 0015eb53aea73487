import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { JudgedProgram, MatchView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Picked } from './CandidateCard';
import { nameOf, reasonsOf, whereOf } from './match-words';
import { Reasons } from './Reasons';

interface ExcludedListProps {
  match: MatchView;
  works: boolean;
  onPick: (program: JudgedProgram) => void;
}

const SHOWN = 5;

/** Programs that cannot be taken, each with what would have to be different. */
export function ExcludedList({ match, works, onPick }: ExcludedListProps) {
  const [all, setAll] = useState(false);
  const places = new Map(match.places.map((place) => [place.facilityId, place]));
  const inAll = match.considered - match.open;
  if (inAll === 0) return null;
  const shown = all ? match.excluded : match.excluded.slice(0, SHOWN);
  return (
    <Panel title={`Excluded: ${inAll}`}>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {match.excludedBy.map(({ title, count }) => `${title}: ${count}`).join(' · ')}. Those with
        the fewest hurdles come first.
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}>
        {shown.map((program) => {
          const pick = match.pickList.find(({ programId }) => programId === program.programId);
          return (
            <Box component="li" key={program.programId} sx={{ display: 'grid', gap: 0.75 }}>
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'baseline' }}>
                <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  {nameOf(program)}
                </Typography>
                <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
                  {whereOf(program, places.get(program.facilityId))}
                </Typography>
                {works && !pick && (
                  <Button
                    size="small"
                    color="secondary"
                    aria-label={`Pick all the same: ${nameOf(program)}`}
                    onClick={() => onPick(program)}
                  >
                    Pick all the same…
                  </Button>
                )}
              </Box>
              <Reasons reasons={reasonsOf(program, 'excludes')} />
              {pick && <Picked pick={pick} leadId={match.leadId} />}
            </Box>
          );
        })}
      </Box>
      {match.excluded.length > SHOWN && (
        <Button size="small" sx={{ mt: 1.5 }} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${match.excluded.length - SHOWN} more`}
        </Button>
      )}
      {all && inAll > match.excluded.length && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          {inAll - match.excluded.length} more are not listed.
        </Typography>
      )}
    </Panel>
  );
}
