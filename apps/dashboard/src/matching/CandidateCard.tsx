import CheckIcon from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import {
  labelOf,
  type MatchPickView,
  type MatchPlace,
  OVERRIDE_KINDS,
  type RankedProgram,
} from '#contract';
import { StartReferral } from '../referrals/StartReferral';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { PhoneLink } from '../words/PhoneLink';
import { nameOf, reasonsOf, whereOf } from './match-words';
import { Reasons } from './Reasons';
import { Standing } from './Standing';

interface CandidateCardProps {
  program: RankedProgram;
  place: MatchPlace | undefined;
  /** The one the keys act on. */
  current: boolean;
  open: boolean;
  compared: boolean;
  /** Three are compared already. */
  compareFull: boolean;
  picked: MatchPickView | undefined;
  /** Nothing that is left comes before it. */
  first: boolean;
  works: boolean;
  leadId: string;
  onOpen: () => void;
  onCompare: () => void;
  onPick: () => void;
  onWish: (wish: 'preferred' | 'refused') => void;
}

const SHOWN = 3;

/** One program that could serve: where, how it stands, what speaks for it, what against, and what has to be asked. */
export function CandidateCard(props: CandidateCardProps) {
  const { program, place, open } = props;
  const titleId = useId();
  const pros = reasonsOf(program, 'for');
  const others = reasonsOf(program, 'against', 'unknown');
  const rest =
    program.reasons.length - Math.min(pros.length, SHOWN) - Math.min(others.length, SHOWN);
  return (
    <Paper
      component="li"
      id={`candidate-${program.programId}`}
      aria-labelledby={titleId}
      aria-current={props.current ? 'true' : undefined}
      tabIndex={-1}
      sx={{
        border: 2,
        borderColor: props.current ? 'primary.main' : 'divider',
        borderRadius: 2,
        p: { xs: 1.5, sm: 2 },
        display: 'grid',
        gap: 1.25,
        gridTemplateColumns: 'minmax(0, 1fr)',
        scrollMarginBlock: 96,
      }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
        <Box
          aria-hidden
          sx={{
            minWidth: 36,
            height: 36,
            borderRadius: '50%',
            display: 'grid',
            placeItems: 'center',
            fontWeight: 650,
            bgcolor: 'primary.main',
            color: 'primary.contrastText',
          }}
        >
          {program.rank}
        </Box>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h3" id={titleId} sx={{ overflowWrap: 'anywhere' }}>
            {program.facilityName}
          </Typography>
          <Box
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              columnGap: 1.5,
              fontSize: '0.875rem',
              color: 'text.secondary',
              overflowWrap: 'anywhere',
            }}
          >
            <span>
              {program.programName} · {whereOf(program, place)}
            </span>
            {place?.phone && <PhoneLink value={place.phone} />}
          </Box>
        </Box>
        <Standing standing={program.standing} />
      </Box>
      {open ? (
        <Reasons reasons={program.reasons} weighed />
      ) : (
        <Box
          sx={{
            display: 'grid',
            columnGap: 3,
            rowGap: 1,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
          }}
        >
          <Reasons reasons={pros.slice(0, SHOWN)} />
          <Reasons reasons={others.slice(0, SHOWN)} />
        </Box>
      )}
      {props.picked && <Picked pick={props.picked} leadId={props.leadId} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        {props.works && !props.picked && (
          <Button
            size="small"
            variant={props.first ? 'contained' : 'outlined'}
            aria-label={`${props.first ? 'Pick' : 'Pick instead'}: ${nameOf(program)}`}
            onClick={props.onPick}
          >
            {props.first ? 'Pick' : 'Pick instead…'}
          </Button>
        )}
        <Button size="small" aria-expanded={open} onClick={props.onOpen}>
          {open ? 'Fewer reasons' : rest > 0 ? `All reasons (${rest} more)` : 'All reasons'}
        </Button>
        <FormControlLabel
          sx={{ mr: 0 }}
          control={
            <Checkbox
              size="small"
              checked={props.compared}
              disabled={!props.compared && props.compareFull}
              onChange={props.onCompare}
              slotProps={{ input: { 'aria-label': `Compare ${nameOf(program)}` } }}
            />
          }
          label="Compare"
        />
        <Box sx={{ flex: 1 }} />
        {props.works && !props.picked && (
          <>
            <Button
              size="small"
              color="secondary"
              aria-label={`The patient asked for ${program.facilityName}`}
              onClick={() => props.onWish('preferred')}
            >
              Patient asked for it
            </Button>
            <Button
              size="small"
              color="secondary"
              aria-label={`The patient does not want ${program.facilityName}`}
              onClick={() => props.onWish('refused')}
            >
              Patient says no
            </Button>
          </>
        )}
      </Box>
    </Paper>
  );
}

/** That it was picked, by whom, and why before others; from here a referral begins. */
export function Picked({ pick, leadId }: { pick: MatchPickView; leadId: string }) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1.5,
        p: 1.25,
        borderRadius: 1.5,
        bgcolor: 'action.selected',
      }}
    >
      <CheckIcon color="success" fontSize="small" aria-hidden />
      <Box sx={{ flex: 1, minWidth: 200, overflowWrap: 'anywhere' }}>
        <Typography variant="body2">
          Picked <Moment at={pick.pickedAt} /> by <NameOf resource="users" id={pick.pickedBy} />
        </Typography>
        {pick.override && (
          <Typography variant="body2" color="textSecondary">
            {labelOf(OVERRIDE_KINDS, pick.override.kind)}: {pick.override.reason}
          </Typography>
        )}
      </Box>
      <StartReferral leadId={leadId} programId={pick.programId} />
    </Box>
  );
}
