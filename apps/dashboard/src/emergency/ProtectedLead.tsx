import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import LockPersonOutlinedIcon from '@mui/icons-material/LockPersonOutlined';
import { useState } from 'react';
import { HttpError } from 'react-admin';
import { OpenEmergencyDialog } from './OpenEmergencyDialog';

/** Whether the desk refused because the lead is seen by its own people only. */
export function isProtected(error: unknown): boolean {
  return error instanceof HttpError && (error.body as { code?: string })?.code === 'lead.protected';
}

/** A lead that is protected from whoever looks: whom to ask, and the way in when it cannot wait. */
export function ProtectedLead({ leadId, onOpened }: { leadId: string; onOpened: () => void }) {
  const [opening, setOpening] = useState(false);
  return (
    <Box role="alert" sx={{ px: 3, py: { xs: 6, sm: 8 }, textAlign: 'center' }}>
      <LockPersonOutlinedIcon color="primary" sx={{ fontSize: 40 }} aria-hidden />
      <Typography variant="h1" sx={{ mt: 1 }}>
        This lead is protected
      </Typography>
      <Typography color="textSecondary" sx={{ mt: 0.5, mx: 'auto', maxWidth: 460 }}>
        Only its own people see it. If you work on it, ask a manager to give you a task of it. If
        somebody may come to harm before you reach one, you can read it now, on record.
      </Typography>
      <Button variant="outlined" color="warning" sx={{ mt: 2 }} onClick={() => setOpening(true)}>
        Open it in an emergency
      </Button>
      {opening && (
        <OpenEmergencyDialog
          leadId={leadId}
          onClose={() => setOpening(false)}
          onOpened={onOpened}
        />
      )}
    </Box>
  );
}
