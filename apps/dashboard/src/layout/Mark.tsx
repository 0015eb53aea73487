import { useTheme } from '@mui/material/styles';

/** The sign of the house: a bridge. */
export function Mark({ size = 32 }: { size?: number }) {
  const { palette } = useTheme();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill={palette.primary.main} />
      <path
        d="M5 21c3.500-7.500 7-11 11-11s7.500 3.500 11 11M5 21h22M11 14.500V21M21 14.500V21M16 10v11"
        fill="none"
        stroke={palette.primary.contrastText}
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
