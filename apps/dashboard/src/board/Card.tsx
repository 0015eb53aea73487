import DragIndicatorIcon from '@mui/icons-material/DragIndicator';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import type { PointerEvent } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { LeadRow } from '#contract';
import { nextPromise } from '../leads/lead-columns';
import { whoOf } from '../leads/lead-words';
import { UrgencyMark } from '../leads/UrgencyMark';
import { TagsOf } from '../tags/TagsOf';
import { NameOf } from '../words/NameOf';

interface CardProps {
  lead: LeadRow;
  /** It is in the air. */
  faded?: boolean;
  onGrab: ((event: PointerEvent<HTMLElement>, lead: LeadRow) => void) | undefined;
  onMenu: ((lead: LeadRow, anchor: HTMLElement) => void) | undefined;
}

/** A lead on the board: who, how urgent, what is promised, whose. */
export function Card({ lead, faded = false, onGrab, onMenu }: CardProps) {
  return (
    <Box
      component="li"
      onPointerDown={onGrab && ((event: PointerEvent<HTMLElement>) => onGrab(event, lead))}
      sx={{
        p: 1.25,
        pr: 0.5,
        borderRadius: 1.5,
        border: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        fontSize: '0.875rem',
        opacity: faded ? 0.4 : 1,
        cursor: onGrab ? 'grab' : undefined,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5 }}>
        <Link
          component={RouterLink}
          to={`/leads/${lead.id}/show`}
          underline="hover"
          draggable={false}
          sx={{
            flex: 1,
            minWidth: 0,
            fontWeight: 650,
            color: 'text.primary',
            overflowWrap: 'anywhere',
          }}
        >
          {whoOf(lead)}
        </Link>
        {onMenu && (
          <IconButton
            size="small"
            data-handle
            aria-label={`Move ${whoOf(lead)}, #${lead.number}`}
            aria-haspopup="menu"
            onClick={(event) => onMenu(lead, event.currentTarget)}
            sx={{ touchAction: 'none', p: 0.25, color: 'text.secondary' }}
          >
            <DragIndicatorIcon sx={{ fontSize: 20 }} />
          </IconButton>
        )}
      </Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 1,
          rowGap: 0.5,
          mt: 0.75,
          pr: 0.75,
        }}
      >
        <UrgencyMark urgency={lead.urgency} short />
        {nextPromise(lead)}
      </Box>
      <Box sx={{ mt: 0.5, color: 'text.secondary' }}>
        #{lead.number} · <NameOf resource="users" id={lead.ownerId} none="nobody yet" />
      </Box>
      {lead.tagIds.length > 0 && (
        <Box sx={{ mt: 0.5, overflow: 'hidden' }}>
          <TagsOf ids={lead.tagIds} most={2} />
        </Box>
      )}
    </Box>
  );
}
