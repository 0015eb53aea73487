import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { labelOf, WEBHOOK_EVENTS, type WebhookView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useWebhooks } from './webhook-api';

/** The addresses outside. */
export function EndpointPanel({ onEdit }: { onEdit: (webhook: WebhookView) => void }) {
  const { data, error, isPending, refetch } = useWebhooks();
  return (
    <Box sx={{ mb: 2 }}>
      <Panel title="Addresses">
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {isPending && !error && <Skeleton variant="rounded" height={56} />}
        {data?.length === 0 && (
          <Typography color="textSecondary">Nobody outside is told of anything.</Typography>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {data?.map((each) => (
            <Box
              key={each.id}
              component="li"
              sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, py: 0.75 }}
            >
              <Box sx={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>
                <strong>{each.name}</strong>
                {!each.active && ' (off)'} · {each.url}
                <Typography variant="body2" color="textSecondary">
                  {each.events.map((event) => labelOf(WEBHOOK_EVENTS, event)).join('; ')}
                </Typography>
              </Box>
              <Button onClick={() => onEdit(each)} aria-label={`Change ${each.name}`}>
                Change
              </Button>
            </Box>
          ))}
        </Box>
      </Panel>
    </Box>
  );
}
