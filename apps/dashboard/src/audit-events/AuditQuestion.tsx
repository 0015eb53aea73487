import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useDocumentTitle } from '../layout/use-document-title';
import { AuditTabs } from './AuditTabs';
import { type Days, lastThirtyDays } from './audit-api';

interface AuditQuestionProps {
  title: string;
  about: string;
  /** The field that says about whom. */
  field: ReactNode;
  /** Whether it says so. */
  ready: boolean;
  onAsk: (days: Days) => void;
  children: ReactNode;
}

/** A page that asks the audit one thing: about whom, from when to when, and the answer. */
export function AuditQuestion(props: AuditQuestionProps) {
  useDocumentTitle(props.title);
  const [days, setDays] = useState<Days>(() => lastThirtyDays(Date.now()));
  const day = (name: keyof Days, label: string) => (
    <TextField
      label={label}
      type="date"
      value={days[name]}
      required
      onChange={(event) => setDays({ ...days, [name]: event.target.value })}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  const ready = props.ready && days.from !== '' && days.to !== '';
  return (
    <>
      <Typography variant="h1">{props.title}</Typography>
      <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25, mb: 1 }}>
        {props.about}
      </Typography>
      <AuditTabs />
      <Paper
        component="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (ready) props.onAsk(days);
        }}
        sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: 2, mb: 2 }}
      >
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'flex-start' }}>
          <Box sx={{ flex: '1 1 240px' }}>{props.field}</Box>
          {day('from', 'From')}
          {day('to', 'Until, included')}
          <Button type="submit" variant="contained" disabled={!ready} sx={{ minHeight: 40 }}>
            Ask
          </Button>
        </Box>
      </Paper>
      {props.children}
    </>
  );
}
