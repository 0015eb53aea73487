import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import ListItemButton from '@mui/material/ListItemButton';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import {
  type ConferenceView,
  labelOf,
  PARTY_KINDS,
  type PartyInput,
  type ThirdParties,
  type ThirdPartyView,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { Failure } from '../listing/states';
import { phoneInWords } from '../words/phone';
import { askParty, readThirdParties } from './conference-api';
import { typedNumber } from './typed-number';

interface AddSomeoneProps {
  conference: ConferenceView;
  /** Whoever is on the line. */
  name: string;
  act: (work: () => Promise<ConferenceView>) => Promise<boolean>;
  onClose: () => void;
}

type Kind = Exclude<ThirdPartyView['kind'], 'colleague'>;

/** Whom to bring in: a colleague, a number of the directory, or one that is typed. Who may not be says why. */
export default function AddSomeone({ conference, name, act, onClose }: AddSomeoneProps) {
  const { leadId } = conference;
  const { data, error, refetch } = useQuery({
    queryKey: ['phone', 'third-parties', leadId],
    queryFn: ({ signal }) => readThirdParties(leadId, signal),
    retry: 1,
  });
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<ThirdPartyView | null>(null);
  const [typed, setTyped] = useState<{ kind: Kind | ''; name: string }>({ kind: '', name: '' });
  const partyId = useMemo(() => crypto.randomUUID(), []);
  const phone = typedNumber(words);
  const kind = data?.kinds.find((one) => one.kind === typed.kind);
  const input = inputOf(partyId, chosen, phone, typed);
  const closed = chosen ? !chosen.open : phone !== null && kind?.open === false;
  return (
    <ActionDialog
      title="Add someone to the call"
      submitLabel="Call them"
      version={0}
      disabled={input === null || closed}
      onClose={onClose}
      onSubmit={async () => {
        if (input) await act(() => askParty(conference.id, input));
      }}
    >
      <Typography color="textSecondary" variant="body2">
        You speak with them alone first, while {name} is on hold. Then you join all.
      </Typography>
      <TextField
        label="Name or number"
        value={words}
        autoFocus
        autoComplete="off"
        onChange={(event) => {
          setWords(event.target.value);
          setChosen(null);
        }}
      />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton variant="rounded" height={120} />}
      {data && phone === null && (
        <People people={found(data, words)} chosen={chosen} onChoose={setChosen} />
      )}
      {data && phone !== null && (
        <>
          <ChoiceField
            label={`Who is ${phoneInWords(phone)}?`}
            none="Choose …"
            name="kind"
            choices={PARTY_KINDS.filter(({ code }) => code !== 'colleague')}
            value={typed.kind}
            onChange={(event) => setTyped({ ...typed, kind: event.target.value as Kind })}
          />
          <TextField
            label="Name"
            value={typed.name}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
          {kind && <Alert severity={kind.open ? 'info' : 'warning'}>{kind.sentence}</Alert>}
        </>
      )}
    </ActionDialog>
  );
}

function inputOf(
  partyId: string,
  chosen: ThirdPartyView | null,
  phone: string | null,
  { kind, name }: { kind: Kind | ''; name: string },
): PartyInput | null {
  if (chosen?.from === 'colleague') return { from: 'colleague', partyId, staffId: chosen.id };
  if (chosen) return { from: 'directory', partyId, entryId: chosen.id };
  if (phone === null || kind === '' || name.trim() === '') return null;
  return { from: 'typed', partyId, phone, kind, name: name.trim() };
}

function found({ people }: ThirdParties, words: string): ThirdPartyView[] {
  const sought = words.trim().toLowerCase();
  return people.filter(({ name, note, kind }) =>
    `${name} ${note} ${labelOf(PARTY_KINDS, kind)}`.toLowerCase().includes(sought),
  );
}

interface PeopleProps {
  people: readonly ThirdPartyView[];
  chosen: ThirdPartyView | null;
  onChoose: (one: ThirdPartyView) => void;
}

function People({ people, chosen, onChoose }: PeopleProps) {
  if (people.length === 0) {
    return (
      <Typography color="textSecondary">
        Nobody of that name. Type a number of ten digits to call it.
      </Typography>
    );
  }
  return (
    <Box
      role="radiogroup"
      aria-label="Whom to call"
      sx={{ maxHeight: 300, overflowY: 'auto', mx: -1 }}
    >
      {people.map((one) => (
        <ListItemButton
          key={one.id}
          role="radio"
          aria-checked={chosen?.id === one.id}
          selected={chosen?.id === one.id}
          aria-disabled={!one.open}
          onClick={() => onChoose(one)}
          sx={{ display: 'block', borderRadius: 1, px: 1 }}
        >
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
            <Typography sx={{ fontWeight: 600, flex: 1, minWidth: 0 }}>{one.name}</Typography>
            <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
              {one.phone ? phoneInWords(one.phone) : labelOf(PARTY_KINDS, one.kind)}
            </Typography>
          </Box>
          <Typography variant="body2" color={one.open ? 'textSecondary' : 'warning'}>
            {one.open ? one.note || labelOf(PARTY_KINDS, one.kind) : one.sentence}
          </Typography>
          {chosen?.id === one.id && one.open && (
            <Typography variant="body2">{one.sentence}</Typography>
          )}
        </ListItemButton>
      ))}
    </Box>
  );
}
