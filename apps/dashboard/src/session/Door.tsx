import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useDocumentTitle } from '../layout/use-document-title';
import { Mark } from '../layout/Mark';

interface DoorProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The page of everybody who is not in yet: one card, one thing to do. */
export function Door({ title, lead, children }: DoorProps) {
  useDocumentTitle(title);
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeItems: 'center',
        p: 2,
        py: { xs: 3, sm: 8 },
      }}
    >
      <Box sx={{ width: '100%', maxWidth: 420 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, mb: 3 }}>
          <Mark size={36} />
          <Typography component="p" sx={{ fontWeight: 700, fontSize: '1.125rem' }}>
            Bridgeline{' '}
            <Box component="span" sx={{ color: 'text.secondary', fontWeight: 500 }}>
              desk
            </Box>
          </Typography>
        </Box>
        <Paper sx={{ p: { xs: 2.5, sm: 4 }, border: 1, borderColor: 'divider', borderRadius: 3 }}>
          <Typography variant="h1">{title}</Typography>
          {lead !== undefined && (
            <Typography color="textSecondary" sx={{ mt: 0.75 }}>
              {lead}
            </Typography>
          )}
          <Box sx={{ mt: 3 }}>{children}</Box>
        </Paper>
      </Box>
    </Box>
  );
}
