import Forward10Icon from '@mui/icons-material/Forward10';
import PauseIcon from '@mui/icons-material/Pause';
import PlayArrowIcon from '@mui/icons-material/PlayArrow';
import Replay10Icon from '@mui/icons-material/Replay10';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Slider from '@mui/material/Slider';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { hasOwnKeys } from '../layout/has-own-keys';
import { talkTime, talkTimeInWords } from '../words/time';
import { audioAddress } from './recording-api';
import type { PlayerControls } from './use-player';

const RATES = [1, 1.25, 1.5, 2] as const;

interface PlayerProps {
  callId: string;
  /** Length in seconds. */
  seconds: number;
  player: PlayerControls;
  /** Seconds at which something was noted. */
  marks: readonly number[];
}

/** Listens to a recording: k plays and pauses, j and l go ten seconds back and on. */
export function Player({ callId, seconds, player, marks }: PlayerProps) {
  const [rate, setRate] = useState(0);
  usePlayerKeys(player);
  const faster = () => {
    const next = (rate + 1) % RATES.length;
    setRate(next);
    player.setRate(RATES[next] ?? 1);
  };
  return (
    <Box>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a call has no captions; nothing of it is in words */}
      <audio ref={player.attach} src={audioAddress(callId)} preload="none" />
      {player.broken && (
        <Alert severity="error" sx={{ mb: 1 }}>
          The recording could not be played. Please load the page again.
        </Alert>
      )}
      <Box sx={{ px: 1 }}>
        <Slider
          aria-label="Moment of the recording"
          value={Math.min(player.at, seconds)}
          max={Math.max(seconds, 1)}
          step={1}
          marks={marks.map((value) => ({ value }))}
          getAriaValueText={(second) => `${talkTimeInWords(Math.round(second))} in`}
          onChange={(_event, second) => player.seek(second)}
        />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5 }}>
        <Tooltip title="Ten seconds back (j)">
          <IconButton aria-label="Ten seconds back" onClick={() => player.seek(player.at - 10)}>
            <Replay10Icon />
          </IconButton>
        </Tooltip>
        <Button
          variant="contained"
          startIcon={player.playing ? <PauseIcon /> : <PlayArrowIcon />}
          onClick={player.toggle}
          sx={{ minWidth: 112 }}
        >
          {player.playing ? 'Pause' : 'Listen'}
        </Button>
        <Tooltip title="Ten seconds on (l)">
          <IconButton aria-label="Ten seconds on" onClick={() => player.seek(player.at + 10)}>
            <Forward10Icon />
          </IconButton>
        </Tooltip>
        <Typography
          component="span"
          variant="body2"
          sx={{ ml: 1, flex: 1, whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
        >
          {talkTime(Math.floor(player.at))}{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            of {talkTime(seconds)}
          </Box>
        </Typography>
        <Button size="small" color="secondary" onClick={faster} aria-label={`Speed ${RATES[rate]}`}>
          {RATES[rate]} ×
        </Button>
      </Box>
    </Box>
  );
}

function usePlayerKeys({ toggle, seek, at }: PlayerControls): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || hasOwnKeys(event.target)) return;
      if (event.key === 'k') toggle();
      else if (event.key === 'j') seek(at - 10);
      else if (event.key === 'l') seek(at + 10);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [toggle, seek, at]);
}
