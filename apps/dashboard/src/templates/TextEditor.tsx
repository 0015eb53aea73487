import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef } from 'react';
import { type MessageChannel, smsSegments, TEMPLATE_VARIABLES, unknownVariable } from '#contract';
import { type TypedText, unsafeAt } from './template-texts';
import { TextPreview } from './TextPreview';

interface TextEditorProps {
  channel: MessageChannel;
  value: TypedText;
  readOnly: boolean;
  errors: Record<string, string>;
  onChange: (value: TypedText) => void;
}

const VARIABLE_WORDS: Record<keyof typeof TEMPLATE_VARIABLES, string> = {
  firstName: 'First name',
  organisation: 'Our name',
  phone: 'Our number',
  agentName: 'Colleague',
  callTime: 'Time of the call',
  appointmentDay: 'Day of the appointment',
  appointmentTime: 'Time of the appointment',
};
const VARIABLES = Object.keys(TEMPLATE_VARIABLES) as (keyof typeof TEMPLATE_VARIABLES)[];

/** One language of a template: the words, the variables to put in, and how it will read. */
export function TextEditor({ channel, value, readOnly, errors, onChange }: TextEditorProps) {
  const body = useRef<HTMLTextAreaElement>(null);
  const subject = useRef<HTMLInputElement>(null);
  const unsafe = unsafeAt(channel, value);
  const unknown = unknownVariable(`${value.subject}\n${value.body}`);
  const problem = Object.entries(errors).find(([field]) => field.startsWith('texts'))?.[1];
  const put = (name: string) => {
    const area = body.current;
    const at = area?.selectionStart ?? value.body.length;
    const put = `{{${name}}}`;
    onChange({ ...value, body: value.body.slice(0, at) + put + value.body.slice(at) });
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(at + put.length, at + put.length);
    });
  };
  const goToWord = () => {
    if (unsafe === null) return;
    const field = unsafe.field === 'body' ? body.current : subject.current;
    field?.focus();
    field?.setSelectionRange(unsafe.at, unsafe.at + unsafe.word.length);
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(280px, 380px)' },
      }}
    >
      <Stack spacing={2}>
        {channel === 'email' && (
          <TextField
            label="Subject"
            autoComplete="off"
            inputRef={subject}
            disabled={readOnly}
            value={value.subject}
            error={unsafe?.field === 'subject'}
            onChange={(event) => onChange({ ...value, subject: event.target.value })}
          />
        )}
        <TextField
          label="Words"
          multiline
          minRows={6}
          inputRef={body}
          disabled={readOnly}
          value={value.body}
          error={unsafe?.field === 'body' || unknown !== undefined || problem !== undefined}
          helperText={problem ?? (channel === 'sms' ? lengthInWords(value.body) : undefined)}
          onChange={(event) => onChange({ ...value, body: event.target.value })}
        />
        {unsafe && (
          <Alert
            severity="error"
            action={
              <Button color="inherit" size="small" onClick={goToWord}>
                Go to the word
              </Button>
            }
          >
            “{unsafe.word}” would show on a locked screen, where others may read it.
          </Alert>
        )}
        {unknown !== undefined && (
          <Alert severity="error">
            {unknown === ''
              ? 'There is an empty {{ }} in the text.'
              : `“${unknown}” is not a variable. Use one of those below.`}
          </Alert>
        )}
        {!readOnly && (
          <Box role="group" aria-label="Put in a variable">
            <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
              Put in where the cursor is
            </Typography>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
              {VARIABLES.map((name) => (
                <Chip
                  key={name}
                  component="button"
                  type="button"
                  clickable
                  variant="outlined"
                  label={VARIABLE_WORDS[name]}
                  onClick={() => put(name)}
                />
              ))}
            </Box>
          </Box>
        )}
      </Stack>
      <TextPreview channel={channel} text={value} unsafe={unsafe} />
    </Box>
  );
}

function lengthInWords(text: string): string {
  const parts = smsSegments(text);
  return `${text.length} characters · ${parts === 1 ? 'sent in one part' : `sent in ${parts} parts`}`;
}
