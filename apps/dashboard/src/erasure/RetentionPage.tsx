import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labelOf, RETENTION_KINDS, type RetentionRuleView } from '#contract';
import { read } from '../api/http-client';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { useDocumentTitle } from '../layout/use-document-title';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { RETENTION_KEY, erasureActions, useErasureDone } from './erasure-api';
import { ErasureTabs } from './ErasureTabs';

const WHAT: Record<RetentionRuleView['id'], string> = {
  closed_lead: 'counted from the last closing; the person is erased as if they had asked',
  discarded_lead: 'counted from the closing; erased as if they had asked',
  quarantined_inquiry: 'counted from their arrival; the sealed text goes',
  sealed_original: 'counted from the closing; the record stays, the original as it came goes',
  call_recording: 'counted from the call; the call stays, its sound goes',
};

const inWords = (days: number | null) => {
  if (days === null) return 'until somebody asks';
  if (days % 365 === 0) return days === 365 ? '1 year' : `${days / 365} years`;
  return `${days} days`;
};

/** How long each kind of data is kept. */
export default function RetentionPage() {
  useDocumentTitle('How long what is kept');
  const [editing, setEditing] = useState<RetentionRuleView | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: RETENTION_KEY,
    queryFn: ({ signal }) => read<RetentionRuleView[]>('/api/retention-rules', signal),
    retry: 1,
  });
  return (
    <Box sx={{ maxWidth: 760 }}>
      <Typography variant="h1">How long what is kept</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
        Looked at once a night. What a legal hold keeps stays, whatever stands here.
      </Typography>
      <ErasureTabs here="/retention" />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={320} />}
      {data && (
        <Panel title="Kinds of data">
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.map((rule) => (
              <Box
                key={rule.id}
                component="li"
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  alignItems: 'center',
                  columnGap: 2,
                  py: 1.25,
                  borderBottom: 1,
                  borderColor: 'divider',
                  '&:last-child': { borderBottom: 0 },
                }}
              >
                <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
                  <strong>{labelOf(RETENTION_KINDS, rule.id)}</strong>
                  <Typography variant="body2" color="textSecondary">
                    {WHAT[rule.id]}
                  </Typography>
                </Box>
                <Box sx={{ minWidth: 110 }}>{inWords(rule.keepDays)}</Box>
                <Button
                  onClick={() => setEditing(rule)}
                  aria-label={`Change: ${labelOf(RETENTION_KINDS, rule.id)}`}
                >
                  Change
                </Button>
              </Box>
            ))}
          </Box>
        </Panel>
      )}
      {editing && <RuleDialog rule={editing} onClose={() => setEditing(null)} />}
    </Box>
  );
}

function RuleDialog({ rule, onClose }: { rule: RetentionRuleView; onClose: () => void }) {
  const done = useErasureDone();
  const form = useFields({ keepDays: rule.keepDays === null ? '' : String(rule.keepDays) });
  const text = form.values.keepDays.trim();
  return (
    <ActionDialog
      title={labelOf(RETENTION_KINDS, rule.id)}
      submitLabel="Save"
      version={rule.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await erasureActions.keep(rule.id, version, text === '' ? null : Number(text));
        await done();
      }}
    >
      <Typography>
        Kept for this long, {WHAT[rule.id]}. What is older goes the next night.
      </Typography>
      <TextField
        autoFocus
        label="Days"
        {...form.text('keepDays')}
        helperText={
          form.errors.keepDays ?? 'At least 30. Empty: kept until somebody asks. A year is 365.'
        }
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
    </ActionDialog>
  );
}
