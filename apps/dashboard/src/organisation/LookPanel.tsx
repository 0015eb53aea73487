import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import { contrast, lookProblems, OWN_COLOURS, TEXT_CONTRAST } from '#contract';
import { Panel } from '../leads/page/Panel';
import { LookPreview } from './LookPreview';
import type { Look } from './organisation-fields';

const PictureDialog = lazy(() =>
  import('../articles/PictureDialog').then(({ PictureDialog: Dialog }) => ({ default: Dialog })),
);

interface LookPanelProps {
  look: Look;
  name: string;
  errors: Record<string, string>;
  readOnly: boolean;
  onChange: (look: Look) => void;
}

const HEX = /^#[0-9a-f]{6}$/;

/** Two colours and a logo for the site. What cannot be read is refused, and why is said while it is typed. */
export function LookPanel({ look, name, errors, readOnly, onChange }: LookPanelProps) {
  const [choosing, setChoosing] = useState(false);
  const sound = { brand: soundOf(look.brand), call: soundOf(look.call) };
  const problems = lookProblems(sound);
  return (
    <Panel title="Look of the site">
      <Stack spacing={2} sx={{ pt: 1 }}>
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
          <ColourField
            label="Colour of the house"
            own={OWN_COLOURS.brand}
            value={look.brand}
            problem={errors['look.brand'] ?? problems.brand}
            readOnly={readOnly}
            onChange={(brand) => onChange({ ...look, brand })}
          />
          <ColourField
            label="Colour of the call button"
            own={OWN_COLOURS.call}
            value={look.call}
            problem={errors['look.call'] ?? problems.call}
            readOnly={readOnly}
            onChange={(call) => onChange({ ...look, call })}
          />
        </Stack>
        {!readOnly && (
          <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
            <Button variant="outlined" onClick={() => setChoosing(true)}>
              {look.logoId ? 'Another logo' : 'Choose a logo'}
            </Button>
            {look.logoId && (
              <Button color="secondary" onClick={() => onChange({ ...look, logoId: null })}>
                Without a logo
              </Button>
            )}
            {(look.brand ?? look.call) && (
              <Button
                color="secondary"
                onClick={() => onChange({ ...look, brand: null, call: null })}
              >
                Bridgeline’s colours
              </Button>
            )}
          </Stack>
        )}
        <Typography variant="h3">How it will look</Typography>
        <Box
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'repeat(2, 1fr)' } }}
        >
          <LookPreview theme="light" look={sound} name={name} logoId={look.logoId} />
          <LookPreview theme="dark" look={sound} name={name} logoId={look.logoId} />
        </Box>
      </Stack>
      {choosing && (
        <Suspense fallback={null}>
          <PictureDialog
            onClose={() => setChoosing(false)}
            onHead={({ id }) => onChange({ ...look, logoId: id })}
          />
        </Suspense>
      )}
    </Panel>
  );
}

function soundOf(colour: string | null): string | null {
  return colour !== null && HEX.test(colour) ? colour : null;
}

interface ColourFieldProps {
  label: string;
  own: string;
  value: string | null;
  problem: string | undefined;
  readOnly: boolean;
  onChange: (colour: string | null) => void;
}

function ColourField({ label, own, value, problem, readOnly, onChange }: ColourFieldProps) {
  const shown = value ?? own;
  const unread = !HEX.test(shown);
  return (
    <Stack direction="row" spacing={1} sx={{ flex: 1, alignItems: 'flex-start' }}>
      <Box
        component="input"
        type="color"
        aria-label={`${label}, choose`}
        value={unread ? own : shown}
        disabled={readOnly}
        onChange={(event) => onChange(event.target.value.toLowerCase())}
        sx={{
          width: 52,
          height: 52,
          p: 0.5,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1.5,
          bgcolor: 'transparent',
        }}
      />
      <TextField
        fullWidth
        label={label}
        autoComplete="off"
        value={shown}
        error={unread || problem !== undefined}
        helperText={unread ? 'A colour looks like #0d4742.' : (problem ?? contrastInWords(shown))}
        onChange={(event) => onChange(event.target.value.trim().toLowerCase() || null)}
        slotProps={{ input: { readOnly } }}
      />
    </Stack>
  );
}

function contrastInWords(colour: string): string {
  return `Contrast on white ${contrast(colour, '#ffffff').toFixed(1)}; ${TEXT_CONTRAST} is needed.`;
}
