import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useGetList } from 'react-admin';
import type { LeadRow } from '#contract';
import { LeadCard } from '../leads/LeadCard';
import { Panel } from '../leads/page/Panel';
import { Emptiness, Failure } from '../listing/states';
import { useOpenList } from '../listing/use-open-list';

const WAITING = { waiting: true };

/** Who has not been tried yet, the promise that runs out first on top. */
export function WaitingNow() {
  const openList = useOpenList();
  const { data, total, error, isPending, refetch } = useGetList<LeadRow>(
    'leads',
    {
      filter: WAITING,
      sort: { field: 'nextActionAt', order: 'ASC' },
      pagination: { page: 1, perPage: 8 },
    },
    { retry: 1 },
  );
  return (
    <Panel
      title="Waiting now"
      action={
        (total ?? 0) > 0 && (
          <Button size="small" onClick={() => openList('leads', WAITING)}>
            See all {total}
          </Button>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && [0, 1, 2, 3].map((each) => <Skeleton key={each} height={72} />)}
      {data?.length === 0 && (
        <Emptiness title="Nobody is waiting" sentence="New requests appear here by themselves." />
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data?.map((lead) => (
          <Box
            component="li"
            key={lead.id}
            sx={{
              py: 1,
              borderTop: 1,
              borderColor: 'divider',
              '&:first-of-type': { borderTop: 0 },
            }}
          >
            <LeadCard lead={lead} />
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
