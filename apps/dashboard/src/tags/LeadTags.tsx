import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link } from 'react-router-dom';
import type { LeadDetail } from '#contract';
import { send } from '../api/http-client';
import { sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { useMe } from '../session/me';
import { TagChip } from './TagChip';
import { useTags } from './use-tags';

/** The tags of a lead: taken off with one click, added from a menu. */
export function LeadTags({ lead }: { lead: LeadDetail }) {
  const { all, active, byId } = useTags();
  const { may } = useMe();
  const notify = useNotify();
  const refresh = useRefreshLead();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const mayTag = may('lead.work') && lead.mergedInto === null;
  const address = `/api/leads/${encodeURIComponent(lead.id)}/tags`;
  const change = async (url: string, body: object) => {
    try {
      await send<unknown>('POST', url, body);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await refresh(lead.id);
  };
  const others = active.filter(({ id }) => !lead.tagIds.includes(id));
  if (!mayTag && lead.tagIds.length === 0) return null;
  return (
    <Box
      role="group"
      aria-label="Tags"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75 }}
    >
      {lead.tagIds
        .flatMap((id) => byId.get(id) ?? [])
        .map((tag) => (
          <TagChip
            key={tag.id}
            tag={tag}
            onRemove={mayTag ? () => void change(`${address}/${tag.id}/removal`, {}) : undefined}
          />
        ))}
      {mayTag && (
        <Chip
          component="button"
          size="small"
          clickable
          variant="outlined"
          icon={<AddIcon />}
          label="Tag"
          aria-label="Add a tag"
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        />
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {others.map((tag) => (
          <MenuItem
            key={tag.id}
            dense
            onClick={() => {
              setAnchor(null);
              void change(address, { tagId: tag.id });
            }}
          >
            <TagChip tag={tag} />
          </MenuItem>
        ))}
        {others.length === 0 && (
          <MenuItem dense disabled>
            {all.length === 0 ? 'There are no tags yet' : 'It has all of them'}
          </MenuItem>
        )}
        {may('tag.write') && (
          <MenuItem dense component={Link} to="/tags">
            Make and change tags…
          </MenuItem>
        )}
      </Menu>
    </Box>
  );
}
