import Box from '@mui/material/Box';

/** The key that does it, on the button that does it; a phone has no keys. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <Box
      component="kbd"
      aria-hidden
      sx={{
        display: { xs: 'none', md: 'inline-block' },
        font: 'inherit',
        fontSize: '0.75rem',
        lineHeight: 1,
        ml: 1,
        px: 0.625,
        py: 0.375,
        border: 1,
        borderColor: 'currentColor',
        borderRadius: 0.75,
        opacity: 0.85,
      }}
    >
      {keys}
    </Box>
  );
}
