import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { LeadDetail } from '#contract';
import { Panel } from './Panel';

/** Why it is this urgent, and what the person must be told for their safety. */
export function SafetyPanel({ lead }: { lead: LeadDetail }) {
  return (
    <Panel title={`Why ${lead.urgency}`}>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {lead.urgencyReasons.map((reason) => (
          <li key={reason.rule}>{reason.because}</li>
        ))}
      </Box>
      {lead.safetyNotes.length > 0 && (
        <Alert severity={lead.urgency === 'P0' ? 'error' : 'warning'} sx={{ mt: 1.5 }}>
          <strong>Tell them:</strong>{' '}
          {lead.safetyNotes.length === 1 ? (
            lead.safetyNotes[0]
          ) : (
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {lead.safetyNotes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </Box>
          )}
        </Alert>
      )}
    </Panel>
  );
}
