import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useStaffChoices, useTeamChoices } from '../forms/use-choices';
import { ChoiceField } from '../forms/ChoiceField';
import type { Whose } from './board-api';

interface WhoseFilterProps {
  value: Whose;
  onChange: (whose: Whose) => void;
}

const USUAL = [
  { code: undefined, label: 'Everybody’s' },
  { code: 'me', label: 'Mine' },
  { code: 'none', label: 'Nobody’s' },
] as const;

/** Whose leads the board shows: a colleague's, a team's. */
export function WhoseFilter({ value, onChange }: WhoseFilterProps) {
  const { ownerId, teamId } = value;
  const isUsual = USUAL.some(({ code }) => code === ownerId);
  const set = (patch: Whose) => {
    const { ownerId: owner, teamId: team } = { ...value, ...patch };
    onChange({ ...(owner && { ownerId: owner }), ...(team && { teamId: team }) });
  };
  return (
    <Box
      role="search"
      aria-label="Whose leads"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 2 }}
    >
      {USUAL.map(({ code, label }) => (
        <Chip
          key={label}
          component="button"
          clickable
          label={label}
          aria-pressed={ownerId === code}
          color={ownerId === code ? 'primary' : 'default'}
          variant={ownerId === code ? 'filled' : 'outlined'}
          onClick={() => set({ ownerId: code })}
        />
      ))}
      <Box sx={{ flex: { xs: '1 1 40%', sm: '0 0 200px' } }}>
        <ChoiceField
          label="Owner"
          none="Any"
          choices={useStaffChoices()}
          value={isUsual ? '' : (ownerId ?? '')}
          onChange={({ target }) => set({ ownerId: target.value || undefined })}
        />
      </Box>
      <Box sx={{ flex: { xs: '1 1 40%', sm: '0 0 200px' } }}>
        <ChoiceField
          label="Team"
          none="Any"
          choices={[{ code: 'none', label: 'No team' }, ...useTeamChoices()]}
          value={teamId ?? ''}
          onChange={({ target }) => set({ teamId: target.value || undefined })}
        />
      </Box>
    </Box>
  );
}
