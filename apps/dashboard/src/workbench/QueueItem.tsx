import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { QueueRow } from '#contract';
import { whoOf } from '../leads/lead-words';
import { UrgencyMark } from '../leads/UrgencyMark';
import { useMe } from '../session/me';
import { NameOf } from '../words/NameOf';
import { useNow } from '../words/use-now';
import { dueInWords, isHeld, isTakenByOther } from './queue-words';

interface QueueItemProps {
  entry: QueueRow;
  chosen: boolean;
  onChoose: () => void;
}

/** One person in the queue: who, why they are here, until when, whose. */
export function QueueItem({ entry, chosen, onChoose }: QueueItemProps) {
  const now = useNow();
  const { me } = useMe();
  const held = isHeld(entry, now);
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider' }}>
      <ButtonBase
        aria-current={chosen || undefined}
        onClick={onChoose}
        data-lead={entry.id}
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', sm: 'auto minmax(0, 1fr) auto' },
          columnGap: 1.5,
          rowGap: 0.25,
          alignItems: 'center',
          width: '100%',
          textAlign: 'left',
          px: 2,
          py: 1,
          bgcolor: chosen ? 'action.selected' : undefined,
          '&:hover': { bgcolor: chosen ? 'action.selected' : 'action.hover' },
        }}
      >
        <UrgencyMark urgency={entry.lead.urgency} short />
        <Box sx={{ minWidth: 0 }}>
          <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }} component="span">
            {whoOf(entry.lead)}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {entry.why}
          </Typography>
        </Box>
        <Box
          sx={{
            gridColumn: { xs: 2, sm: 'auto' },
            textAlign: { sm: 'right' },
            fontSize: '0.875rem',
            fontVariantNumeric: 'tabular-nums',
          }}
        >
          <Box sx={{ color: entry.late && !held ? 'error.main' : undefined, fontWeight: 550 }}>
            {dueInWords(entry, now)}
          </Box>
          <Box sx={{ color: 'text.secondary' }}>
            {isTakenByOther(entry, me?.id, now) ? (
              <>
                open at <NameOf resource="users" id={entry.takenBy} />
              </>
            ) : (
              <Whose entry={entry} myId={me?.id} />
            )}
          </Box>
        </Box>
      </ButtonBase>
    </Box>
  );
}

function Whose({ entry, myId }: { entry: QueueRow; myId: string | undefined }) {
  if (entry.ownerId !== null && entry.ownerId === myId) return 'yours';
  if (entry.ownerId === null && entry.teamId !== null) {
    return <NameOf resource="teams" id={entry.teamId} />;
  }
  return <NameOf resource="users" id={entry.ownerId} none="nobody’s yet" />;
}
