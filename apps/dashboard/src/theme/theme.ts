import { alpha, createTheme, type Theme } from '@mui/material/styles';
import { TONES } from './palette';

const FAMILY =
  '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** The desk's look in one mode: warm paper or deep pine night, dense, calm, AA contrast throughout. */
export function buildTheme(mode: 'light' | 'dark'): Theme {
  const t = TONES[mode];
  return createTheme({
    palette: {
      mode,
      primary: { main: t.pine, dark: t.pineDeep, contrastText: t.onPine },
      secondary: { main: t.quiet, contrastText: t.ground },
      error: { main: t.bad, contrastText: t.onBad },
      warning: { main: t.warn, contrastText: t.ground },
      success: { main: t.good, contrastText: t.ground },
      info: { main: t.pine, contrastText: t.onPine },
      background: { default: t.ground, paper: t.surface },
      text: { primary: t.ink, secondary: t.quiet, disabled: alpha(t.quiet, 0.8) },
      divider: t.line,
      action: {
        hover: alpha(t.pine, 0.07),
        selected: alpha(t.pine, 0.12),
        focus: alpha(t.pine, 0.2),
      },
    },
    shape: { borderRadius: 6 },
    typography: {
      fontFamily: FAMILY,
      fontSize: 14,
      h1: { fontSize: '1.5rem', fontWeight: 650, letterSpacing: '-0.02em', lineHeight: 1.25 },
      h2: { fontSize: '1.0625rem', fontWeight: 650, letterSpacing: '-0.01em', lineHeight: 1.3 },
      h3: { fontSize: '0.875rem', fontWeight: 650, lineHeight: 1.4 },
      body1: { fontSize: '0.9375rem', lineHeight: 1.5 },
      body2: { fontSize: '0.875rem', lineHeight: 1.45 },
      caption: { fontSize: '0.8125rem', lineHeight: 1.4 },
      button: { textTransform: 'none', fontWeight: 600, letterSpacing: 0 },
      overline: {
        fontSize: '0.75rem',
        fontWeight: 600,
        letterSpacing: '0.04em',
        textTransform: 'none',
      },
    },
    transitions: { create: () => 'none' },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          html: { colorScheme: mode },
          body: {
            fontFeatureSettings: '"cv05", "ss03"',
          },
          ':focus-visible': { outline: `2px solid ${t.pine}`, outlineOffset: 2, borderRadius: 4 },
          a: { color: t.pine },
          '::selection': { background: alpha(t.pine, 0.25) },
          '@media (prefers-reduced-motion: reduce)': { '*': { animation: 'none !important' } },
        },
      },
      MuiButtonBase: {
        defaultProps: { disableRipple: true },
        styleOverrides: {
          root: {
            fontFamily: FAMILY,
            '&:focus-visible': { outline: `2px solid ${t.pine}`, outlineOffset: 2 },
          },
        },
      },
      MuiButton: {
        defaultProps: { disableElevation: true },
        styleOverrides: {
          root: { minHeight: 36, borderRadius: 8 },
          sizeSmall: { minHeight: 30, minWidth: 0, paddingInline: 10 },
          outlined: { borderColor: t.line, backgroundColor: t.surface, color: t.ink },
        },
      },
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: { root: { backgroundImage: 'none' } },
      },
      MuiMenu: {
        styleOverrides: { paper: { border: `1px solid ${t.line}`, backgroundColor: t.raised } },
      },
      MuiDialog: {
        styleOverrides: { paper: { border: `1px solid ${t.line}`, backgroundColor: t.raised } },
      },
      MuiDialogTitle: { styleOverrides: { root: { fontSize: '1.0625rem', fontWeight: 650 } } },
      MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
      MuiFormControl: { defaultProps: { size: 'small' } },
      MuiSelect: { defaultProps: { size: 'small' } },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { backgroundColor: t.surface },
          notchedOutline: { borderColor: mode === 'light' ? '#8d978f' : '#5d6f6b' },
        },
      },
      MuiInputLabel: { styleOverrides: { root: { color: t.quiet } } },
      MuiFormHelperText: { styleOverrides: { root: { marginLeft: 2 } } },
      MuiChip: { styleOverrides: { root: { borderRadius: 6, fontWeight: 500 } } },
      MuiToggleButton: { styleOverrides: { root: { color: t.quiet } } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: t.line, padding: '7px 10px', fontSize: '0.875rem' },
          head: { color: t.quiet, fontWeight: 600, fontSize: '0.8125rem', whiteSpace: 'nowrap' },
        },
      },
      MuiTooltip: {
        styleOverrides: {
          tooltip: { backgroundColor: t.ink, color: t.ground, fontSize: '0.8125rem' },
        },
      },
      MuiAlert: { styleOverrides: { root: { border: `1px solid ${t.line}` } } },
    },
  });
}
