import CheckIcon from '@mui/icons-material/Check';
import InfoOutlinedIcon from '@mui/icons-material/InfoOutlined';
import RadioButtonUncheckedIcon from '@mui/icons-material/RadioButtonUnchecked';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

interface PasswordHintsProps {
  password: string;
  name?: string;
  email?: string;
}

const MARKS = {
  true: <CheckIcon fontSize="small" color="success" titleAccess="met" />,
  false: <RadioButtonUncheckedIcon fontSize="small" color="secondary" titleAccess="not yet" />,
  null: <InfoOutlinedIcon fontSize="small" color="secondary" aria-hidden />,
};

/** Says what a password needs while it is typed. The server decides; this only helps. */
export function PasswordHints({ password, name = '', email = '' }: PasswordHintsProps) {
  const lower = password.toLowerCase();
  const own = [...name.toLowerCase().split(/\s+/), email.toLowerCase().split('@')[0] ?? ''].filter(
    (word) => word.length > 2,
  );
  /** What only the server can tell is advice here, and no promise. */
  const hints: [string, boolean | null][] = [
    ['At least 12 characters', Array.from(password).length >= 12],
    ['Not your name or e-mail', password !== '' && !own.some((word) => lower.includes(word))],
    ['Hard to guess, which we check: several unrelated words work well', null],
  ];
  return (
    <Box component="ul" aria-label="What the password needs" sx={{ listStyle: 'none', p: 0, m: 0 }}>
      {hints.map(([sentence, met]) => (
        <Box
          component="li"
          key={sentence}
          sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.25 }}
        >
          {MARKS[String(met) as keyof typeof MARKS]}
          <Typography variant="body2" color={met ? 'textPrimary' : 'textSecondary'}>
            {sentence}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
