import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { BED_HOLD_STATES, type BedHoldView, type FacilityDetail, labelOf } from '#contract';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { facilityActions, useFacilityDone } from './facility-api';
import { Mark } from './TrustMark';

const COLOURS = {
  asked: 'yellow',
  confirmed: 'green',
  declined: 'red',
  expired: 'grey',
  released: 'grey',
} as const;

/** Beds this facility was asked to keep, and what it said. */
export function HoldsPanel({ facility }: { facility: FacilityDetail }) {
  if (facility.holds.length === 0) return null;
  return (
    <Panel title="Beds kept for people">
      <Stack component="ul" spacing={1.25} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {facility.holds.map((hold) => (
          <Hold
            key={hold.id}
            hold={hold}
            program={facility.programs.find(({ id }) => id === hold.programId)?.name ?? ''}
          />
        ))}
      </Stack>
    </Panel>
  );
}

function Hold({ hold, program }: { hold: BedHoldView; program: string }) {
  const { may } = useMe();
  const done = useFacilityDone();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const open = hold.state === 'asked' || hold.state === 'confirmed';
  const act = async (work: () => Promise<unknown>, sentence: string) => {
    setBusy(true);
    try {
      await work();
      await done(sentence);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  const answer = (state: 'confirmed' | 'declined') => () =>
    facilityActions.answerHold(hold.id, { version: hold.version, state });
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box sx={{ flex: '1 1 240px' }}>
        <Stack
          direction="row"
          spacing={1}
          useFlexGap
          sx={{ alignItems: 'center', flexWrap: 'wrap' }}
        >
          <Mark label={labelOf(BED_HOLD_STATES, hold.state)} colour={COLOURS[hold.state]} />
          <span>
            {program}, for{' '}
            <Link component={RouterLink} to={`/leads/${hold.leadId}/show`}>
              lead #{hold.leadNumber}
            </Link>
          </span>
        </Stack>
        <Typography variant="body2" color="textSecondary">
          Asked <Moment at={hold.askedAt} />
          {open && (
            <>
              {hold.state === 'asked' ? ', we wait until ' : ', kept until '}
              <Moment at={hold.expiresAt} />
            </>
          )}
        </Typography>
      </Box>
      {open && may('facility.work') && (
        <Stack direction="row" spacing={1}>
          {hold.state === 'asked' && (
            <>
              <Button
                size="small"
                variant="outlined"
                disabled={busy}
                onClick={() => void act(answer('confirmed'), 'The bed is kept.')}
              >
                They keep it
              </Button>
              <Button
                size="small"
                disabled={busy}
                onClick={() => void act(answer('declined'), 'Written down.')}
              >
                They do not
              </Button>
            </>
          )}
          <Button
            size="small"
            color="secondary"
            disabled={busy}
            onClick={() =>
              void act(
                () => facilityActions.releaseHold(hold.id, hold.version),
                'The bed is given back.',
              )
            }
          >
            Give back
          </Button>
        </Stack>
      )}
    </Box>
  );
}
