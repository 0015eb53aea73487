import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type LeadBrief, STAGE_LABELS } from '#contract';
import { UrgencyMark } from '../leads/UrgencyMark';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { SideCard, SideCards } from './SideCards';
import type { Side } from './use-comparison';

/** The lead that is kept and the one that goes into it, side by side. */
export function BothLeads({ kept, merged }: Record<Side, LeadBrief>) {
  return (
    <SideCards>
      <LeadCard side="kept" lead={kept} />
      <LeadCard side="merged" lead={merged} />
    </SideCards>
  );
}

function LeadCard({ side, lead }: { side: Side; lead: LeadBrief }) {
  return (
    <SideCard
      side={side}
      label={`#${lead.number}`}
      title={lead.patientName ?? 'Name not given yet'}
    >
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
    </SideCard>
  );
}
