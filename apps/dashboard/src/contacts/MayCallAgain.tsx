import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import { CONTACT_CONSENT_WORDING, ourLanguage } from '#contract';

interface MayCallAgainProps {
  /** The lead's: the words are read in it. */
  language: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Asked while one speaks with them: their request permits calls until one conversation, and no longer. Never ticked before. */
export function MayCallAgain({ language, checked, onChange }: MayCallAgainProps) {
  const spoken = ourLanguage(language);
  return (
    <div>
      <FormControlLabel
        control={
          <Checkbox checked={checked} onChange={(_event, next) => onChange(next)} size="small" />
        }
        label="They agreed that we call again at this number"
      />
      <FormHelperText sx={{ ml: 4, mt: -0.5 }} lang={spoken}>
        {CONTACT_CONSENT_WORDING[spoken].call}
      </FormHelperText>
    </div>
  );
}
