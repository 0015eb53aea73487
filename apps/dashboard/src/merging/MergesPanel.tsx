import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Suspense, useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import type { EpisodeView, LeadDetail, MergeView } from '#contract';
import { STAGE_LABELS } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { Panel } from '../leads/page/Panel';
import { useLeadPart } from '../leads/use-lead-part';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { MergeWithAnother } from './lazy';
import { merging } from './merging-api';

/** Every lead of this patient, what was merged, and the way back. */
export function MergesPanel({ lead }: { lead: LeadDetail }) {
  const episodes = useLeadPart<EpisodeView[]>(lead.id, 'episodes');
  const merges = useLeadPart<MergeView[]>(lead.id, 'merges');
  const mayMerge = useMe().may('lead.work');
  const [asking, setAsking] = useState(false);
  const merged = new Set(
    (merges.data ?? []).filter(({ undoneAt }) => undoneAt === null).flatMap(idsOf),
  );
  const others = (episodes.data ?? []).filter(({ id, current }) => !current && !merged.has(id));
  return (
    <Panel
      title="Same person"
      action={
        mayMerge &&
        lead.mergedInto === null && (
          <Button size="small" onClick={() => setAsking(true)}>
            Merge
          </Button>
        )
      }
    >
      {others.length === 0 && merges.data?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          No other lead of this patient is known.
        </Typography>
      )}
      {(episodes.error ?? merges.error) && (
        <Typography role="alert" variant="body2" color="error">
          {sentenceOf(episodes.error ?? merges.error)}
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {others.map((episode) => (
          <Box component="li" key={episode.id}>
            <Link component={RouterLink} to={`/leads/${episode.id}/show`} sx={{ fontWeight: 600 }}>
              #{episode.number}
            </Link>{' '}
            <Typography component="span" variant="body2" color="textSecondary">
              {episode.mergedInto
                ? `part of #${episode.mergedInto.number}`
                : STAGE_LABELS[episode.stage].toLowerCase()}{' '}
              · <Moment at={episode.receivedAt} />
            </Typography>
          </Box>
        ))}
        {merges.data?.map((merge) => (
          <MergeRow key={merge.id} lead={lead} merge={merge} mayUndo={mayMerge} />
        ))}
      </Box>
      {asking && (
        <Suspense fallback={null}>
          <MergeWithAnother lead={lead} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

const idsOf = ({ kept, merged }: MergeView) => [kept.id, merged.id];

interface MergeRowProps {
  lead: LeadDetail;
  merge: MergeView;
  mayUndo: boolean;
}

function MergeRow({ lead, merge, mayUndo }: MergeRowProps) {
  const { kept, merged, undoneAt } = merge;
  const notify = useNotify();
  const refresh = useRefreshLead();
  const [busy, setBusy] = useState(false);
  const other = kept.id === lead.id ? merged : kept;
  const undo = async () => {
    setBusy(true);
    try {
      await merging.undo(merge.id);
      notify(`#${merged.number} and #${kept.number} are two leads again.`, { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
    await Promise.all([refresh(kept.id), refresh(merged.id)]);
  };
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {kept.id === lead.id ? 'Took in ' : 'Went into '}
        <Link component={RouterLink} to={`/leads/${other.id}/show`} sx={{ fontWeight: 600 }}>
          #{other.number}
        </Link>
        <Typography variant="body2" color="textSecondary">
          <NameOf resource="users" id={merge.by} none="automatic" /> · <Moment at={merge.at} />
          {undoneAt && ' · undone'}
          {merge.reason && ` · ${merge.reason}`}
        </Typography>
      </Box>
      {mayUndo && !undoneAt && (
        <Button
          size="small"
          variant="outlined"
          loading={busy}
          aria-label={`Undo the merge with #${other.number}`}
          onClick={() => void undo()}
        >
          Undo
        </Button>
      )}
    </Box>
  );
}
