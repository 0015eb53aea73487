import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useGetList } from 'react-admin';
import { shownNumber } from '#contract';
import { Failure } from '../listing/states';
import { NameOf } from '../words/NameOf';
import { phoneInWords } from '../words/phone';
import { rulesInWords, type TrackingNumber } from './number-words';

/** Type how somebody comes to the site, and see which number they are shown: the site's own rule answers. */
export function WhichNumber({ onClose }: { onClose: () => void }) {
  const titleId = useId();
  const [visit, setVisit] = useState({ utmSource: '', utmCampaign: '', referrer: '', path: '/' });
  const { data, error, isPending, refetch } = useGetList<TrackingNumber>(
    'tracking-numbers',
    {
      filter: { active: true },
      pagination: { page: 1, perPage: 200 },
      sort: { field: 'phone', order: 'ASC' },
    },
    { retry: 1 },
  );
  const usualFirst = (data ?? []).toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const shown = shownNumber(usualFirst, visit);
  const field = (name: keyof typeof visit, label: string) => (
    <TextField
      label={label}
      value={visit[name]}
      onChange={(event) => setVisit({ ...visit, [name]: event.target.value })}
    />
  );
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>Which number is shown?</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 2, pt: 1, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          {field('utmSource', 'utm_source')}
          {field('utmCampaign', 'utm_campaign')}
          {field('referrer', 'Came from (google.com)')}
          {field('path', 'Page (/articles)')}
        </Box>
        <Box role="status" sx={{ mt: 2.5, p: 2, borderRadius: 2, bgcolor: 'action.hover' }}>
          {error && <Failure error={error} onRetry={() => void refetch()} />}
          {isPending && !error && <Skeleton width={220} height={36} />}
          {data && !shown && <Typography>There is no number to show.</Typography>}
          {shown && (
            <>
              <Typography sx={{ fontSize: '1.375rem', fontWeight: 650 }}>
                {phoneInWords(shown.phone)}
              </Typography>
              <Typography variant="body2">
                {shown.label}, counted as <NameOf resource="sources" id={shown.sourceId} />
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {rulesInWords(shown).length > 0 && !shown.isDefault
                  ? `Because it is shown to: ${rulesInWords(shown).join(', ')}.`
                  : 'No other number fits, so it is the usual one.'}
              </Typography>
            </>
          )}
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
          The number that says most about how somebody came is shown: campaign, then source, then
          the site they came from, then the page. Who comes back in a way that has no number of its
          own keeps the number of their first visit. It is chosen on our server: no script, nobody
          else is asked.
        </Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
