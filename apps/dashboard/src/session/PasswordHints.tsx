import CheckIcon from '@mui/icons-material/Check';
import RadioButtonUncheckedIcon from '@mui/icons-material/RadioButtonUnchecked';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

interface PasswordHintsProps {
  password: string;
  name?: string;
  email?: string;
}

/** Says what a password needs while it is typed. The server decides; this only helps. */
export function PasswordHints({ password, name = '', email = '' }: PasswordHintsProps) {
  const lower = password.toLowerCase();
  const own = [...name.toLowerCase().split(/\s+/), email.toLowerCase().split('@')[0] ?? ''].filter(
    (word) => word.length > 2,
  );
  const hints: [string, boolean][] = [
    ['At least 12 characters', Array.from(password).length >= 12],
    ['Not your name or e-mail', password !== '' && !own.some((word) => lower.includes(word))],
    ['Hard to guess: several unrelated words work well', new Set(lower).size >= 8],
  ];
  return (
    <Box component="ul" aria-label="What the password needs" sx={{ listStyle: 'none', p: 0, m: 0 }}>
      {hints.map(([sentence, met]) => (
        <Box
          component="li"
          key={sentence}
          sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.25 }}
        >
          {met ? (
            <CheckIcon fontSize="small" color="success" titleAccess="met" />
          ) : (
            <RadioButtonUncheckedIcon fontSize="small" color="secondary" titleAccess="not yet" />
          )}
          <Typography variant="body2" color={met ? 'textPrimary' : 'textSecondary'}>
            {sentence}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
