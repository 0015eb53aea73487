import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { FormEvent } from 'react';
import {
  EXCLUSIONS,
  type MatchWishes,
  POPULATIONS,
  PROGRAM_LANGUAGES,
  SEXES,
  TRAVEL,
} from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { Panel } from '../leads/page/Panel';
import { ManyField } from '../routing/ManyField';

interface WishesPanelProps {
  wishes: MatchWishes;
  /** Facilities by their id, for those the patient asked for or will not go to. */
  facilityNames: ReadonlyMap<string, string>;
  errors: Readonly<Record<string, string>>;
  busy: boolean;
  asked: boolean;
  works: boolean;
  onChange: (wishes: MatchWishes) => void;
  onAsk: () => void;
}

const PLACES = [
  ['preferredFacilityIds', 'asked for'],
  ['refusedFacilityIds', 'not'],
] as const;

/** What the patient wants, beside what the lead, the screening and the coverages say. */
export function WishesPanel(props: WishesPanelProps) {
  const { wishes, errors, works } = props;
  const set = (patch: Partial<MatchWishes>) => props.onChange({ ...wishes, ...patch });
  const errorOf = (field: string) => errors[`wishes.${field}`];
  return (
    <Panel title="What the patient wants">
      <Box
        component="form"
        noValidate
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          props.onAsk();
        }}
      >
        <ChoiceField
          label="How far"
          none="Nobody asked yet"
          choices={TRAVEL}
          value={wishes.willing ?? ''}
          error={errorOf('willing') !== undefined}
          helperText={errorOf('willing')}
          onChange={({ target }) => set({ willing: codeOf(TRAVEL, target.value) })}
        />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
          <TextField
            label="Miles at most"
            type="number"
            value={wishes.maxMiles ?? ''}
            error={errorOf('maxMiles') !== undefined}
            helperText={errorOf('maxMiles')}
            slotProps={{ htmlInput: { min: 1, max: 3000, inputMode: 'numeric' } }}
            onChange={({ target }) => set({ maxMiles: numberOf(target.value) })}
          />
          <TextField
            label="Around ZIP"
            value={wishes.nearZip ?? ''}
            error={errorOf('nearZip') !== undefined}
            helperText={errorOf('nearZip') ?? 'Else their own'}
            slotProps={{ htmlInput: { maxLength: 5, inputMode: 'numeric' } }}
            onChange={({ target }) => set({ nearZip: target.value.trim() || null })}
          />
        </Box>
        <ChoiceField
          label="Sex"
          none="Not known"
          choices={SEXES}
          value={wishes.sex ?? ''}
          helperText="For programs that take women or men only"
          onChange={({ target }) => set({ sex: codeOf(SEXES, target.value) })}
        />
        <ChoiceField
          label="Language"
          none="As the lead has it"
          choices={PROGRAM_LANGUAGES}
          value={wishes.language ?? ''}
          onChange={({ target }) => set({ language: codeOf(PROGRAM_LANGUAGES, target.value) })}
        />
        <FormControlLabel
          control={
            <Switch
              checked={wishes.languageNeeded}
              onChange={(_event, languageNeeded) => set({ languageNeeded })}
            />
          }
          label="Only in that language"
        />
        <ManyField
          label="Something of their own for"
          choices={POPULATIONS}
          value={wishes.populations}
          onChange={(codes) => set({ populations: codesOf(POPULATIONS, codes) })}
        />
        <ManyField
          label="True of the patient"
          choices={EXCLUSIONS}
          value={wishes.conditions}
          helperText="What some programs cannot take"
          none="Nothing known"
          onChange={(codes) => set({ conditions: codesOf(EXCLUSIONS, codes) })}
        />
        <FormControlLabel
          control={
            <Switch
              checked={wishes.conditionsAsked}
              onChange={(_event, conditionsAsked) => set({ conditionsAsked })}
            />
          }
          label="Asked; none of the others is true"
        />
        <FormControlLabel
          control={
            <Switch
              checked={wishes.outOfNetwork}
              onChange={(_event, outOfNetwork) => set({ outOfNetwork })}
            />
          }
          label="Agrees to go out of network"
        />
        {PLACES.some(([list]) => wishes[list].length > 0) && (
          <div>
            <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
              Places named by the patient
            </Typography>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
              {PLACES.flatMap(([list, word]) =>
                wishes[list].map((id) => (
                  <Chip
                    key={id}
                    size="small"
                    label={`${props.facilityNames.get(id) ?? 'A facility'}: ${word}`}
                    onDelete={() => set({ [list]: wishes[list].filter((one) => one !== id) })}
                  />
                )),
              )}
            </Box>
          </div>
        )}
        {works && (
          <Button type="submit" variant="contained" loading={props.busy}>
            {props.asked ? 'Look again' : 'Find programs'}
          </Button>
        )}
      </Box>
    </Panel>
  );
}

function codeOf<C extends string>(choices: readonly { code: C }[], value: string): C | null {
  return choices.find(({ code }) => code === value)?.code ?? null;
}

function codesOf<C extends string>(
  choices: readonly { code: C }[],
  values: readonly string[],
): C[] {
  return choices.flatMap(({ code }) => (values.includes(code) ? [code] : []));
}

function numberOf(typed: string): number | null {
  return typed.trim() === '' ? null : Number(typed);
}
