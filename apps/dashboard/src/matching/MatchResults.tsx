import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { JudgedProgram, MatchView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Emptiness } from '../listing/states';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { CandidateCard } from './CandidateCard';
import { ChangesNote } from './ChangesNote';
import { CompareTable } from './CompareTable';
import { ExcludedList } from './ExcludedList';
import { firstLeftOf } from './match-words';
import { OverrideDialog } from './OverrideDialog';
import type { PlaceWish } from './use-asking';
import { useMatchKeys } from './use-match-keys';
import { usePicking } from './use-picking';

const MatchMap = lazy(() => import('./MatchMap'));

interface MatchResultsProps {
  match: MatchView;
  works: boolean;
  busy: boolean;
  onWish: (list: PlaceWish, facilityId: string) => void;
}

const MOST_COMPARED = 3;
const FIRST_SHOWN = 10;

/** The answer: what holds for all, what changed, the programs in their order, side by side, on the map, and those excluded. */
export function MatchResults({ match, works, busy, onWish }: MatchResultsProps) {
  const [at, setAt] = useState(0);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [onMap, setOnMap] = useState(false);
  const [shown, setShown] = useState(FIRST_SHOWN);
  const picking = usePicking(match);
  const places = useMemo(
    () => new Map(match.places.map((place) => [place.facilityId, place])),
    [match.places],
  );
  const listed = useMemo(() => match.ranked.slice(0, shown), [match.ranked, shown]);
  const current = listed[at];
  const firstLeft = firstLeftOf(match);

  const go = (index: number) => {
    const next = Math.max(0, Math.min(index, listed.length - 1));
    setAt(next);
    const program = listed[next];
    if (!program) return;
    const card = document.getElementById(`candidate-${program.programId}`);
    card?.focus();
    card?.scrollIntoView({ block: 'nearest' });
  };
  const open = (id: string) =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const compare = (id: string) =>
    setCompared((before) => {
      if (before.includes(id)) return before.filter((one) => one !== id);
      return before.length < MOST_COMPARED ? [...before, id] : before;
    });
  const isPicked = (id: string) => match.pickList.some(({ programId }) => programId === id);
  const pick = (program: JudgedProgram) => {
    if (works && !isPicked(program.programId)) {
      picking.begin(program, program.programId === firstLeft);
    }
  };
  useMatchKeys({
    step: (by) => go(document.activeElement?.id.startsWith('candidate-') ? at + by : at),
    open: () => current && open(current.programId),
    compare: () => current && compare(current.programId),
    pick: () => current && pick(current),
  });

  return (
    <>
      <Panel
        title={`${match.open} of ${match.considered} programs could serve`}
        action={
          match.ranked.length > 0 && (
            <Button size="small" aria-pressed={onMap} onClick={() => setOnMap(!onMap)}>
              {onMap ? 'Hide the map' : 'Show on a map'}
            </Button>
          )
        }
      >
        <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.9375rem' }}>
          {match.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          {match.bounded && <li>{match.bounded}</li>}
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          Asked <Moment at={match.askedAt} /> by{' '}
          <NameOf resource="users" id={match.askedBy} none="the desk" /> · rules version{' '}
          {match.rulesVersion}
        </Typography>
      </Panel>
      {match.rulesChanged && (
        <Alert severity="warning">
          The rules have changed since. Look again before you rely on it.
        </Alert>
      )}
      {match.changes && <ChangesNote changes={match.changes} />}
      {picking.problem && <Alert severity="error">{picking.problem}</Alert>}
      {onMap && (
        <Suspense fallback={<Skeleton variant="rounded" height={420} />}>
          <MatchMap
            programs={listed}
            places={places}
            around={match.around}
            currentId={current?.programId}
            onChoose={(id) => go(listed.findIndex(({ programId }) => programId === id))}
          />
        </Suspense>
      )}
      {compared.length > 1 && (
        <CompareTable
          programs={match.ranked.filter(({ programId }) => compared.includes(programId))}
          places={places}
          onClear={() => setCompared([])}
        />
      )}
      {compared.length === 1 && (
        <Typography role="status" variant="body2" color="textSecondary">
          Choose one or two more to compare.
        </Typography>
      )}
      {match.ranked.length === 0 && (
        <Emptiness
          title="No program is left"
          sentence="Below is what shuts each of them out, and what would have to change. Those with the fewest hurdles come first."
        />
      )}
      <Box
        component="ol"
        aria-label="Programs that could serve, the best first"
        aria-busy={busy}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5, opacity: busy ? 0.6 : 1 }}
      >
        {listed.map((program, index) => (
          <CandidateCard
            key={program.programId}
            program={program}
            place={places.get(program.facilityId)}
            current={index === at}
            open={opened.has(program.programId)}
            compared={compared.includes(program.programId)}
            compareFull={compared.length >= MOST_COMPARED}
            picked={match.pickList.find(({ programId }) => programId === program.programId)}
            first={program.programId === firstLeft}
            works={works}
            leadId={match.leadId}
            onOpen={() => open(program.programId)}
            onCompare={() => compare(program.programId)}
            onPick={() => pick(program)}
            onWish={(wish) =>
              onWish(
                wish === 'preferred' ? 'preferredFacilityIds' : 'refusedFacilityIds',
                program.facilityId,
              )
            }
          />
        ))}
      </Box>
      {match.ranked.length > shown && (
        <Button variant="outlined" onClick={() => setShown(shown + FIRST_SHOWN)}>
          Show the next {Math.min(FIRST_SHOWN, match.ranked.length - shown)} of{' '}
          {match.ranked.length - shown}
        </Button>
      )}
      {shown >= match.ranked.length && match.open > match.ranked.length && (
        <Typography variant="body2" color="textSecondary">
          {match.open - match.ranked.length} more could serve and rank behind these. Narrow the
          wishes to see them.
        </Typography>
      )}
      <ExcludedList
        match={match}
        works={works}
        onPick={(program) => picking.begin(program, false)}
      />
      {picking.asked && (
        <OverrideDialog
          program={picking.asked}
          before={match.ranked.find(({ programId }) => programId === firstLeft)}
          onClose={picking.cancel}
          onPick={picking.override}
        />
      )}
    </>
  );
}
