import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { RoutingRuleView } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Panel } from '../leads/page/Panel';
import { Emptiness, Failure } from '../listing/states';
import { useMe } from '../session/me';
import { DryRunPanel } from './DryRunPanel';
import { PhoneDirectoryPanel } from './PhoneDirectoryPanel';
import { RingGroupsPanel } from './RingGroupsPanel';
import { RuleDialog } from './RuleDialog';
import { RuleList } from './RuleList';
import { useRules } from './routing-api';

/** Who gets a new lead: the rules in the order they are asked, and what they would say. */
export default function RoutingPage() {
  useDocumentTitle('Routing');
  const mayManage = useMe().may('routing.manage');
  const { data: rules, error, isPending, refetch } = useRules();
  const [opened, setOpened] = useState<RoutingRuleView | 'new' | null>(null);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <div>
        <Typography variant="h1">Routing</Typography>
        <Typography variant="body2" color="textSecondary">
          Who gets a new lead. The rules are asked from the top; the first that applies and finds
          somebody decides. None of them knows what anybody pays.
        </Typography>
      </div>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.5fr) minmax(340px, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Panel
            title="Rules"
            action={
              mayManage && (
                <Button startIcon={<AddIcon />} onClick={() => setOpened('new')}>
                  Add a rule
                </Button>
              )
            }
          >
            {error && !rules && <Failure error={error} onRetry={() => void refetch()} />}
            {isPending && !error && <Skeleton variant="rounded" height={240} />}
            {rules?.length === 0 && (
              <Emptiness
                title="No rules"
                sentence="Without rules every new lead goes to the queue."
              />
            )}
            {rules && rules.length > 0 && (
              <RuleList rules={rules} onOpen={mayManage ? setOpened : undefined} />
            )}
          </Panel>
          <RingGroupsPanel />
          <PhoneDirectoryPanel />
        </Box>
        <DryRunPanel />
      </Box>
      {opened && (
        <RuleDialog rule={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
      )}
    </Box>
  );
}
