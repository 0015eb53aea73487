import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type ReactNode, useMemo } from 'react';
import { useStore } from 'react-admin';
import { buildTheme } from './theme';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** What the person chose: the system's mode unless they said otherwise. Kept with their preferences. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  return useStore<ThemeChoice>('theme', 'system');
}

/** Gives everything below it the desk's theme. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const [choice] = useThemeChoice();
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const mode = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;
  const theme = useMemo(() => buildTheme(mode), [mode]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      {children}
    </ThemeProvider>
  );
}
