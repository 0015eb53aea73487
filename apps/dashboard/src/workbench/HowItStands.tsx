import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import type { DutyNow } from '#contract';
import { loadInWords } from '../duty/duty-api';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import type { Summary } from './queue-api';

/** Loud only when it has to be: more are late than there are people to answer. */
export function Overload({ summary, duty }: { summary: Summary; duty: DutyNow | undefined }) {
  if (summary.state !== 'overloaded') return null;
  return (
    <Alert severity="error" sx={{ '& .MuiAlert-message': { flex: 1 } }}>
      <strong>{summary.sentence}</strong>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 0.75 }}>
        {duty?.onDuty.map((person) => (
          <Chip
            key={person.staffId}
            size="small"
            variant="outlined"
            label={`${person.name}: ${loadInWords(person)}${person.full ? ', full' : ''}`}
          />
        ))}
        {duty?.onDuty.length === 0 && <span>Nobody is on duty.</span>}
      </Box>
      <Box sx={{ mt: 0.75 }}>
        <Link component={RouterLink} to="/duty" color="inherit">
          Open the duty page
        </Link>
      </Box>
    </Alert>
  );
}

interface StandingProps {
  summary: Summary | undefined;
  duty: DutyNow | undefined;
  failed: boolean;
}

/** The whole queue in four numbers, and who works now. */
export function Standing({ summary, duty, failed }: StandingProps) {
  return (
    <Panel title="Right now">
      {summary ? (
        <Box
          component="dl"
          sx={{
            m: 0,
            display: 'grid',
            gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
            gap: 1,
            textAlign: 'center',
          }}
        >
          <Count word="wait" value={summary.waiting} />
          <Count word="late" value={summary.late} alarming={summary.late > 0} />
          <Count word="held back" value={summary.held} />
          <Count word="yours" value={summary.mine} />
        </Box>
      ) : failed ? (
        <Typography variant="body2" color="textSecondary">
          The numbers could not be loaded. They are asked for again by themselves.
        </Typography>
      ) : (
        <Skeleton height={56} />
      )}
      {summary?.oldestDueAt && summary.late > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          The longest late was due <Moment at={summary.oldestDueAt} />.
        </Typography>
      )}
      {duty && (
        <Box sx={{ mt: 1.5, pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Typography variant="h3" component="h3">
            On duty · {duty.onDuty.length}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 0.5, p: 0, fontSize: '0.875rem' }}>
            {duty.onDuty.map((person) => (
              <Box
                component="li"
                key={person.staffId}
                sx={{ display: 'flex', gap: 1, py: 0.25, justifyContent: 'space-between' }}
              >
                <span>{person.name}</span>
                <Box
                  component="span"
                  sx={{ color: person.full ? 'warning.main' : 'text.secondary' }}
                >
                  {loadInWords(person)}
                  {person.full && ', full'}
                </Box>
              </Box>
            ))}
          </Box>
          {duty.onDuty.length === 0 && (
            <Typography variant="body2" color="warning.main">
              Nobody is on duty.
            </Typography>
          )}
          <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
            {openInWords(duty)} <RouterLink to="/duty">Duty</RouterLink>
          </Typography>
        </Box>
      )}
    </Panel>
  );
}

function Count({ word, value, alarming }: { word: string; value: number; alarming?: boolean }) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column-reverse' }}>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {word}
      </Box>
      <Box
        component="dd"
        sx={{
          m: 0,
          fontSize: '1.5rem',
          fontWeight: 650,
          fontVariantNumeric: 'tabular-nums',
          color: alarming ? 'error.main' : undefined,
        }}
      >
        {value}
      </Box>
    </Box>
  );
}

function openInWords(duty: DutyNow) {
  if (!duty.open) {
    return (
      <>
        We are closed{duty.closedBecause && ` (${duty.closedBecause})`}
        {duty.opensAt && (
          <>
            ; open <Moment at={duty.opensAt} />
          </>
        )}
        .
      </>
    );
  }
  return (
    <>
      We are open
      {duty.closesAt && (
        <>
          ; close <Moment at={duty.closesAt} />
        </>
      )}
      .
    </>
  );
}
