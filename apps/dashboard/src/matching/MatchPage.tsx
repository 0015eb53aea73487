import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { labelOf, type LeadDetail, LEVELS_OF_CARE, type MatchStart } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { whoOf } from '../leads/lead-words';
import { UrgencyMark } from '../leads/UrgencyMark';
import { Panel } from '../leads/page/Panel';
import { Emptiness, Failure } from '../listing/states';
import { useMe } from '../session/me';
import { MatchResults } from './MatchResults';
import { useMatch, useMatchStart } from './matching-api';
import { useAsking } from './use-asking';
import { WishesPanel } from './WishesPanel';

const WHOLE = { whole: true };

/** The match board of one lead: what the patient wants, and which programs could serve, with the reasons. */
export default function MatchPage() {
  const { id = '' } = useParams();
  const lead = useGetOne<LeadDetail>('leads', { id, meta: WHOLE }, { retry: 1 });
  const start = useMatchStart(id);
  useDocumentTitle(lead.data ? `Match for #${lead.data.number}` : 'Match');
  const error = lead.error ?? start.error;
  if (error) {
    return (
      <Failure
        error={error}
        onRetry={() => {
          void lead.refetch();
          void start.refetch();
        }}
      />
    );
  }
  if (!lead.data || !start.data) return <Waiting />;
  return <Board key={id} lead={lead.data} start={start.data} />;
}

function Board({ lead, start }: { lead: LeadDetail; start: MatchStart }) {
  const { may } = useMe();
  const works = may('match.make') && lead.closedAt === null;
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('md'));
  const asking = useAsking(lead.id, start);
  const match = useMatch(asking.matchId);
  const [unfolded, setUnfolded] = useState(start.latestMatchId === null);
  const names = new Map(
    [...(match.data?.ranked ?? []), ...(match.data?.excluded ?? [])].map((program) => [
      program.facilityId,
      program.facilityName,
    ]),
  );
  const folded = isNarrow && !unfolded;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Header lead={lead} />
      {asking.problem && <Alert severity="error">{asking.problem}</Alert>}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '300px minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ position: { md: 'sticky' }, top: { md: 80 } }}>
          {isNarrow && (
            <Button
              fullWidth
              variant="outlined"
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
              sx={{ mb: unfolded ? 1.5 : 0 }}
            >
              What the patient wants
            </Button>
          )}
          {!folded && (
            <WishesPanel
              wishes={asking.wishes}
              facilityNames={names}
              errors={asking.errors}
              busy={asking.busy}
              asked={asking.matchId !== null}
              works={works}
              onChange={asking.setWishes}
              onAsk={() => {
                void asking.ask(asking.wishes);
                setUnfolded(false);
              }}
            />
          )}
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {match.error && <Failure error={match.error} onRetry={() => void match.refetch()} />}
          {asking.matchId !== null && match.isPending && !match.error && <Waiting />}
          {asking.matchId === null && <NotAsked start={start} works={works} />}
          {match.data && (
            <MatchResults
              key={match.data.id}
              match={match.data}
              works={works}
              busy={asking.busy}
              onWish={(list, facilityId) => void asking.wish(list, facilityId)}
            />
          )}
        </Box>
      </Box>
    </Box>
  );
}

function Header({ lead }: { lead: LeadDetail }) {
  const level = lead.levelAssessed ?? lead.levelScreened ?? lead.levelRequested;
  const facts = [
    level && labelOf(LEVELS_OF_CARE, level),
    lead.age !== null && `${lead.age} years`,
    lead.zip && `ZIP ${lead.zip}`,
  ].filter(Boolean);
  return (
    <header>
      <Typography variant="body2" color="textSecondary">
        <Link component={RouterLink} to={`/leads/${lead.id}/show`} underline="always">
          Lead #{lead.number}
        </Link>
        {facts.length > 0 && ` · ${facts.join(' · ')}`}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          Programs for {whoOf(lead)}
        </Typography>
        <UrgencyMark urgency={lead.urgency} />
      </Box>
    </header>
  );
}

function NotAsked({ start, works }: { start: MatchStart; works: boolean }) {
  return (
    <>
      <Panel title="What is known">
        <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.9375rem' }}>
          {start.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </Box>
      </Panel>
      <Emptiness
        title="Nobody looked for programs yet"
        sentence={
          works
            ? 'Say what the patient wants, as far as you know, and find programs. What is not known is said, never guessed.'
            : 'An intake agent can look for programs here.'
        }
      />
    </>
  );
}

function Waiting() {
  return (
    <Box aria-busy="true" aria-label="Loading" role="status" sx={{ display: 'grid', gap: 2 }}>
      <Skeleton variant="rounded" height={64} />
      <Skeleton variant="rounded" height={180} />
      <Skeleton variant="rounded" height={180} />
    </Box>
  );
}
