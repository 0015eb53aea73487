import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type LeadBrief, STAGE_LABELS } from '#contract';
import { UrgencyMark } from '../leads/UrgencyMark';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';

/** The lead that is kept and the one that goes into it, side by side. */
export function BothLeads({ kept, merged }: { kept: LeadBrief; merged: LeadBrief }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      <Side lead={kept} role="Kept" strong />
      <Side lead={merged} role="Goes into it" />
    </Box>
  );
}

function Side({ lead, role, strong = false }: { lead: LeadBrief; role: string; strong?: boolean }) {
  return (
    <Box
      component="section"
      aria-label={`${role}: #${lead.number}`}
      sx={{
        p: 1.5,
        border: strong ? 2 : 1,
        borderColor: strong ? 'primary.main' : 'divider',
        borderRadius: 2,
        minWidth: 0,
      }}
    >
      <Typography variant="overline" color="textSecondary" component="p" sx={{ lineHeight: 1.4 }}>
        {role}
      </Typography>
      <Typography sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>
        {lead.patientName ?? 'Name not given yet'}
      </Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, my: 0.5 }}>
        <UrgencyMark urgency={lead.urgency} short />
        <span>
          #{lead.number} · {STAGE_LABELS[lead.stage]}
        </span>
      </Box>
      <Typography variant="body2" color="textSecondary">
        <NameOf resource="users" id={lead.ownerId} none="nobody yet" /> · received{' '}
        <Moment at={lead.receivedAt} />
      </Typography>
    </Box>
  );
}
