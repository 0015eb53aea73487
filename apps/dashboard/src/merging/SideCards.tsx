import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Side } from './use-comparison';

const ROLES: Record<Side, string> = { kept: 'Kept', merged: 'Goes into it' };

/** Two records beside each other; on a phone one above the other. */
export function SideCards({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      {children}
    </Box>
  );
}

interface SideCardProps {
  side: Side;
  /** What a screen reader knows the record by. */
  label: string;
  title: string;
  children: ReactNode;
}

/** One of two records; the one that is kept stands out. */
export function SideCard({ side, label, title, children }: SideCardProps) {
  const kept = side === 'kept';
  return (
    <Box
      component="section"
      aria-label={`${ROLES[side]}: ${label}`}
      sx={{
        p: 1.5,
        border: kept ? 2 : 1,
        borderColor: kept ? 'primary.main' : 'divider',
        borderRadius: 2,
        minWidth: 0,
      }}
    >
      <Typography variant="overline" color="textSecondary" component="p" sx={{ lineHeight: 1.4 }}>
        {ROLES[side]}
      </Typography>
      <Typography sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>{title}</Typography>
      {children}
    </Box>
  );
}
