import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { type CostInWords, labelOf, LANGUAGES, POLICYHOLDER_WARNING, ourLanguage } from '#contract';
import { Panel } from '../leads/page/Panel';

/** What it costs the person, in the words they are told or handed. */
export function CostPanel({
  cost,
  dependent,
}: {
  cost: readonly CostInWords[];
  dependent: boolean;
}) {
  const [language, setLanguage] = useState<CostInWords['language']>('en');
  const shown = cost.find((one) => one.language === language) ?? cost[0];
  if (!shown) return null;
  return (
    <Panel
      title="For the patient"
      action={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={shown.language}
          aria-label="Language"
          className="screen-only"
          onChange={(_event, next: CostInWords['language'] | null) => next && setLanguage(next)}
        >
          {cost.map((one) => (
            <ToggleButton key={one.language} value={one.language}>
              {labelOf(LANGUAGES, one.language)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      <Box lang={shown.language}>
        <Typography variant="h3" sx={{ mb: 1 }}>
          {shown.headline}
        </Typography>
        {shown.levels.map(({ levelOfCare, label, sentences }) => (
          <Box key={levelOfCare} sx={{ mb: 1.5 }}>
            {label && <strong>{label}</strong>}
            {sentences.map((sentence) => (
              <Typography key={sentence}>{sentence}</Typography>
            ))}
          </Box>
        ))}
        <Box component="ul" sx={{ m: 0, pl: 2.5, color: 'text.secondary', fontSize: '0.875rem' }}>
          {shown.assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {dependent && <li>{POLICYHOLDER_WARNING[ourLanguage(shown.language)]}</li>}
        </Box>
      </Box>
    </Panel>
  );
}
