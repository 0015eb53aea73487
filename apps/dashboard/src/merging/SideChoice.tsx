import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import type { Side } from './use-comparison';

interface SideChoiceProps {
  title: string;
  value: Side;
  onChange: (side: Side) => void;
  /** Beside each other where there is room. */
  row?: boolean;
  /** A side's value. */
  children: (side: Side) => ReactNode;
}

/** Which of two values counts. */
export function SideChoice({ title, value, onChange, row = false, children }: SideChoiceProps) {
  const labelId = useId();
  return (
    <div>
      <Typography variant="h3" component="p" id={labelId}>
        {title}
      </Typography>
      <RadioGroup
        row={row}
        aria-labelledby={labelId}
        value={value}
        onChange={(event) => onChange(event.target.value === 'merged' ? 'merged' : 'kept')}
      >
        {(['kept', 'merged'] as const).map((side) => (
          <FormControlLabel
            key={side}
            value={side}
            control={<Radio size="small" />}
            label={children(side)}
          />
        ))}
      </RadioGroup>
    </div>
  );
}
