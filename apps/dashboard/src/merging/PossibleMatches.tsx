import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { Suspense, useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { type LeadDetail, STAGE_LABELS } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { useMe } from '../session/me';
import { MergeDialog } from './lazy';
import { merging } from './merging-api';

/** Other leads this may belong to: a human decides, a machine never joins people by a shared phone. */
export function PossibleMatches({ lead }: { lead: LeadDetail }) {
  const mayDecide = useMe().may('lead.work') && lead.mergedInto === null;
  const notify = useNotify();
  const refresh = useRefreshLead();
  const [otherId, setOtherId] = useState<string | null>(null);
  if (lead.possibleMatches.length === 0 && lead.earlierLeads.length === 0) return null;
  const dismiss = async (matchId: string) => {
    try {
      await merging.dismiss(matchId);
      notify('Noted: two different people.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await refresh(lead.id);
  };
  return (
    <Alert severity="info" sx={{ '& .MuiAlert-message': { width: '100%' } }}>
      <Box sx={{ display: 'grid', gap: 1 }}>
        {lead.possibleMatches.map((match) => (
          <Box
            key={match.id}
            sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1 }}
          >
            <Box sx={{ flex: '1 1 240px' }}>
              May be the same person as{' '}
              <Link component={RouterLink} to={`/leads/${match.leadId}/show`}>
                lead #{match.number}
              </Link>
              : {match.because}
            </Box>
            {mayDecide && (
              <>
                <Button
                  size="small"
                  variant="outlined"
                  aria-label={`Compare with #${match.number}`}
                  onClick={() => setOtherId(match.leadId)}
                >
                  Compare
                </Button>
                <Button
                  size="small"
                  aria-label={`#${match.number} is somebody else`}
                  onClick={() => void dismiss(match.id)}
                >
                  Two people
                </Button>
              </>
            )}
          </Box>
        ))}
        {lead.earlierLeads.map((earlier) => (
          <div key={earlier.id}>
            Came before:{' '}
            <Link component={RouterLink} to={`/leads/${earlier.id}/show`}>
              lead #{earlier.number}
            </Link>
            , {STAGE_LABELS[earlier.stage].toLowerCase()}
          </div>
        ))}
      </Box>
      {otherId && (
        <Suspense fallback={null}>
          <MergeDialog leadId={lead.id} otherId={otherId} onClose={() => setOtherId(null)} />
        </Suspense>
      )}
    </Alert>
  );
}
