import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import Typography from '@mui/material/Typography';
import { press } from './phone-store';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const SPOKEN: Record<string, string> = { '*': 'star', '#': 'hash' };
const SHOWN = 16;

/** The keys of a telephone, for machines on the line. */
export default function Keypad() {
  const [pressed, setPressed] = useState('');
  return (
    <Box
      role="group"
      aria-label="Keys"
      onKeyDown={({ key, shiftKey }) => {
        if (KEYS.includes(key) && !(shiftKey && /\d/.test(key))) send(key);
      }}
      sx={{ mt: 1.5, display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 0.75 }}
    >
      <Typography
        role="status"
        sx={{ gridColumn: '1 / -1', minHeight: 24, textAlign: 'center', letterSpacing: 3 }}
      >
        {pressed.slice(-SHOWN)}
      </Typography>
      {KEYS.map((key, at) => (
        <Button
          key={key}
          variant="outlined"
          color="secondary"
          autoFocus={at === 0}
          aria-label={SPOKEN[key] ?? key}
          onClick={() => send(key)}
          sx={{ fontSize: '1.1rem', minHeight: 44 }}
        >
          {key}
        </Button>
      ))}
    </Box>
  );

  function send(key: string): void {
    press(key);
    setPressed((known) => known + key);
  }
}
