import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ConferenceParty, ConferenceView } from '#contract';
import { phoneInWords } from '../words/phone';
import { removeParty } from './conference-api';
import { partyInWords } from './conference-words';

interface PartiesProps {
  conference: ConferenceView;
  act: (work: () => Promise<ConferenceView>) => Promise<boolean>;
  busy: boolean;
}

/** Who was asked to join, and where they stand; those that are gone stay in sight until the call is over. */
export function Parties({ conference, act, busy }: PartiesProps) {
  const held = conference.caller.state === 'on_hold';
  return (
    <Box
      component="ul"
      aria-label="Others in the call"
      sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'grid', gap: 0.5 }}
    >
      {conference.parties.map((party) => (
        <Box
          component="li"
          key={party.id}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            minHeight: 40,
            pl: 1.25,
            borderLeft: 3,
            borderColor: EDGES[party.state] ?? 'divider',
          }}
        >
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography sx={{ fontWeight: 600 }} noWrap>
              {party.name}
            </Typography>
            <Typography variant="body2" color={party.because ? 'error' : 'textSecondary'}>
              {partyInWords(party, held)}
              {party.number && ` · ${phoneInWords(party.number)}`}
            </Typography>
          </Box>
          {conference.mine && CAN_GO.has(party.state) && (
            <Button
              size="small"
              color="secondary"
              startIcon={<CloseIcon />}
              disabled={busy}
              aria-label={`${party.state === 'in' ? 'Let go' : 'Stop calling'}: ${party.name}`}
              onClick={() => void act(() => removeParty(conference.id, party.id))}
            >
              {party.state === 'in' ? 'Let go' : 'Stop'}
            </Button>
          )}
        </Box>
      ))}
    </Box>
  );
}

const EDGES: Partial<Record<ConferenceParty['state'], string>> = {
  in: 'success.main',
  ringing: 'warning.main',
  dialling: 'warning.main',
  not_reached: 'error.main',
  unknown: 'error.main',
};
const CAN_GO: ReadonlySet<ConferenceParty['state']> = new Set(['in', 'ringing', 'dialling']);
