import Box from '@mui/material/Box';
import { type LookColours, themeColours } from '#contract';

interface LookPreviewProps {
  theme: 'light' | 'dark';
  look: LookColours;
  name: string;
  logoId: string | null;
}

/** The papers and inks of the site's two themes, which are the same for every organisation. */
const GROUND = {
  light: { paper: '#faf5ec', ink: '#1d2b2a', line: '#d9cfbd' },
  dark: { paper: '#0e1c1c', ink: '#ece5d8', line: '#2f4543' },
} as const;

/** A piece of the site in one theme, with these colours. */
export function LookPreview({ theme, look, name, logoId }: LookPreviewProps) {
  const colours = themeColours(look, theme);
  const { paper, ink, line } = GROUND[theme];
  return (
    <Box
      role="img"
      aria-label={`The site of ${name}, ${theme}`}
      sx={{ bgcolor: paper, color: ink, border: `1px solid ${line}`, borderRadius: 2, p: 2 }}
    >
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 1, color: colours.pine, fontWeight: 650 }}
      >
        {logoId && (
          <Box
            component="img"
            src={`/api/pictures/${logoId}/480`}
            alt=""
            sx={{ height: 32, maxWidth: 120 }}
          />
        )}
        <Box sx={{ fontFamily: 'Georgia, serif', fontSize: 19, overflowWrap: 'anywhere' }}>
          {name}
        </Box>
      </Box>
      <Box sx={{ fontFamily: 'Georgia, serif', fontSize: 22, fontWeight: 600, mt: 2, mb: 0.5 }}>
        Find a place that has room for you.
      </Box>
      <Box sx={{ mb: 2 }}>
        Words stand like this, and{' '}
        <Box component="span" sx={{ color: colours.pine, textDecoration: 'underline' }}>
          links like this
        </Box>
        .
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Box
          sx={{
            bgcolor: colours.call,
            color: colours['call-ink'],
            px: 2,
            py: 1,
            borderRadius: 2,
            fontWeight: 650,
          }}
        >
          Call (888) 555-0100
        </Box>
        <Box
          sx={{
            border: `2px solid ${colours.pine}`,
            color: colours.pine,
            px: 2,
            py: 1,
            borderRadius: 2,
            fontWeight: 650,
          }}
        >
          Get Started
        </Box>
      </Box>
      <Box sx={{ mt: 2, p: 1.5, borderRadius: 2, bgcolor: colours['pine-soft'] }}>
        A part of the page{' '}
        <Box component="span" sx={{ color: colours.pine }}>
          with a link
        </Box>
      </Box>
    </Box>
  );
}
