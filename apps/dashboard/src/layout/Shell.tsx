import Box from '@mui/material/Box';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import { Notification, useNotify } from 'react-admin';
import { AlertBanner } from '../alerts/AlertBanner';
import { CallPops } from '../calls/CallPops';
import { EmergencyBanner } from '../emergency';
import { NewLeadNotice } from '../leads/NewLeadNotice';
import { useLive } from '../live/live';
import { CommandPalette } from '../palette';
import { CallBar } from '../phone';
import { useMe } from '../session/me';
import { KeySheet } from './KeySheet';
import { PageEdge } from './PageEdge';
import { PhoneBar } from './PhoneBar';
import { Rail } from './Rail';
import { TopBar } from './TopBar';
import { useHotkeys } from './use-hotkeys';
import { usePageFocus } from './use-page-focus';

/** On paper there is the page alone, and no house. */
const ONLY_THE_PAGE = {
  '@media print': {
    display: 'block',
    bgcolor: '#fff',
    '& > :not(:has(#page)), & > * > :not(#page)': { display: 'none' },
    '& #page': { p: 0, maxWidth: 'none' },
  },
};

/** The house around every page: rail (a bar on the phone), top bar, the page, and what comes in live. */
export function Shell({ children }: { children: ReactNode }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const showKeys = useCallback(() => setKeysOpen(true), []);
  const [commandsOpen, setCommandsOpen] = useState(false);
  const showCommands = useCallback(() => setCommandsOpen(true), []);
  const notify = useNotify();
  const { me, may } = useMe();
  useHotkeys(showKeys, showCommands);
  usePageFocus('page');
  useLive(me !== undefined && may('lead.read'), (leadId) =>
    notify(<NewLeadNotice leadId={leadId} />, { autoHideDuration: 8000 }),
  );
  return (
    <Box sx={{ display: 'flex', minHeight: '100dvh', ...ONLY_THE_PAGE }}>
      <Box
        component="a"
        href="#page"
        sx={{
          position: 'fixed',
          left: 8,
          top: -60,
          zIndex: 'tooltip',
          px: 2,
          py: 1,
          borderRadius: 2,
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
          '&:focus': { top: 8 },
        }}
      >
        Skip to the page
      </Box>
      <Rail />
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <TopBar onShowKeys={showKeys} />
        <AlertBanner />
        <EmergencyBanner />
        {may('call.read') && <CallPops />}
        <Box
          component="main"
          id="page"
          tabIndex={-1}
          sx={{
            flex: 1,
            width: '100%',
            maxWidth: 1560,
            p: { xs: 2, md: 3 },
            pb: { xs: 12, md: 5 },
            outline: 'none',
          }}
        >
          <PageEdge>{children}</PageEdge>
        </Box>
      </Box>
      <PhoneBar />
      {may('call.log') && (
        <Suspense fallback={null}>
          <CallBar />
        </Suspense>
      )}
      {commandsOpen && (
        <Suspense fallback={null}>
          <CommandPalette onClose={() => setCommandsOpen(false)} onShowKeys={showKeys} />
        </Suspense>
      )}
      <KeySheet open={keysOpen} onClose={() => setKeysOpen(false)} />
      <Notification
        autoHideDuration={5000}
        sx={{ '&.MuiSnackbar-root': { bottom: { xs: 72, md: 24 } } }}
      />
    </Box>
  );
}
