import Box from '@mui/material/Box';

interface OptionBoxProps {
  group: string;
  many: boolean;
  label: string;
  digit: string | undefined;
  checked: boolean;
  onPick: () => void;
}

/** One answer to choose: a real radio button or checkbox, large enough for a thumb, with its key. */
export function OptionBox({ group, many, label, digit, checked, onPick }: OptionBoxProps) {
  return (
    <Box
      component="label"
      sx={{
        position: 'relative',
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        minHeight: 38,
        px: 1.5,
        border: 1,
        borderColor: checked ? 'primary.main' : 'divider',
        borderRadius: 2,
        bgcolor: checked ? 'action.selected' : 'background.paper',
        fontSize: '0.875rem',
        fontWeight: checked ? 650 : 500,
        cursor: 'pointer',
        '&:hover': { bgcolor: checked ? 'action.selected' : 'action.hover' },
        '&:has(:focus-visible)': {
          outline: '2px solid',
          outlineColor: 'primary.main',
          outlineOffset: 2,
        },
      }}
    >
      <Box
        component="input"
        type={many ? 'checkbox' : 'radio'}
        name={group}
        checked={checked}
        onChange={onPick}
        sx={{ m: 0, accentColor: (theme) => theme.palette.primary.main }}
      />
      {label}
      {digit !== undefined && (
        <Box
          component="kbd"
          aria-hidden
          sx={{
            display: { xs: 'none', md: 'inline' },
            font: 'inherit',
            fontSize: '0.6875rem',
            color: 'text.secondary',
          }}
        >
          {digit}
        </Box>
      )}
    </Box>
  );
}
