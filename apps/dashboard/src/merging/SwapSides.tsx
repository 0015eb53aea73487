import SwapHorizIcon from '@mui/icons-material/SwapHoriz';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';

/** Lets the other record be the one that is kept. */
export function SwapSides({ onSwap, children }: { onSwap: () => void; children: ReactNode }) {
  return (
    <Box>
      <Button size="small" startIcon={<SwapHorizIcon />} onClick={onSwap}>
        {children}
      </Button>
    </Box>
  );
}
