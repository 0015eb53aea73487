import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { dayIn, periodOfPreset } from '#contract';
import { useMe } from '../../session/me';
import { Moment } from '../../words/Moment';
import { useCatalogue } from '../asking/catalogue';
import { useDrill } from '../drill/drill';
import { standsInWords, targetInWords } from './TargetList';
import { useTargets } from './own-api';

/** The targets that are missed now; each opens the records its number counts. */
export function MissedTargets() {
  const { data } = useTargets();
  const { data: catalogue } = useCatalogue();
  const drill = useDrill();
  const { may } = useMe();
  const missed = (data ?? []).filter(({ active, state }) => active && state === 'missed');
  if (missed.length === 0) return null;
  const today = dayIn(catalogue?.timeZone ?? 'America/New_York', new Date());
  return (
    <Alert
      severity="error"
      sx={{ '& .MuiAlert-message': { width: '100%' } }}
      action={
        <Button component={Link} to="/reports/own" color="inherit" size="small">
          Targets
        </Button>
      }
    >
      <AlertTitle>
        {missed.length === 1 ? 'A target is missed' : `${missed.length} targets are missed`}
      </AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {missed.map((target) => (
          <li key={target.id}>
            {targetInWords(target)}. Now <strong>{standsInWords(target)}</strong>
            {target.missedSince && (
              <>
                , since <Moment at={target.missedSince} />
              </>
            )}{' '}
            {may('lead.read') && (
              <Button
                size="small"
                color="inherit"
                sx={{ textDecoration: 'underline', py: 0, minHeight: 24 }}
                aria-label={`Show the records of ${target.label}`}
                onClick={() =>
                  drill({
                    name: target.name,
                    title: target.label,
                    period: periodOfPreset(target.preset, today),
                    part: target.lastOf === null ? 'counted' : 'of',
                    slices: target.filter,
                  })
                }
              >
                Show
              </Button>
            )}
          </li>
        ))}
      </Box>
    </Alert>
  );
}
