import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { KeyboardEvent } from 'react';
import type { ScreenerQuestion } from '#contract';
import { type AnswerConflict, answerInWords, toggled } from './answer-drafts';
import { OptionBox } from './OptionBox';
import type { Answer } from './screening-api';

interface QuestionFieldProps {
  question: ScreenerQuestion;
  answer: Answer | undefined;
  spanish: boolean;
  conflict: AnswerConflict | undefined;
  error: string | undefined;
  onAnswer: (answer: Answer | null, typed: boolean) => void;
  onPause: () => void;
  onSettle: (keep: 'mine' | 'theirs') => void;
  onNext: () => void;
}

/** One question: what to say, in the person's language, and the answer. Digits choose, Enter goes on. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, answer, spanish, conflict, error } = props;
  const words = spanish ? question.askEs : question.ask;
  const hintId = `hint-${question.id}`;
  const options = question.options ?? [];
  const pick = (code: string) =>
    props.onAnswer(question.kind === 'choices' ? toggled(question, answer, code) : code, false);
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const option = options.find(({ code }, index) => keyOf(question, code, index) === event.key);
    if (option) pick(option.code);
    else if (event.key === 'Enter') {
      if (event.target instanceof HTMLButtonElement) return;
      props.onNext();
    } else return;
    event.preventDefault();
  };
  return (
    <Box
      component="fieldset"
      data-question={question.id}
      onKeyDown={onKey}
      aria-describedby={question.hint ? hintId : undefined}
      sx={{ border: 0, m: 0, mt: 2, p: 0, pb: 1, minWidth: 0 }}
    >
      <Box component="legend" lang={spanish ? 'es' : undefined} sx={{ p: 0, fontWeight: 600 }}>
        {words}
        {question.required && (
          <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {' '}
            (needed)
          </Box>
        )}
      </Box>
      {question.hint && (
        <Typography id={hintId} variant="body2" color="textSecondary" sx={{ mt: 0.25 }}>
          {question.hint}
        </Typography>
      )}
      {conflict && (
        <Alert severity="warning" sx={{ mt: 1 }}>
          A colleague answered this meanwhile:{' '}
          <strong>{answerInWords(question, conflict.theirs)}</strong>. You:{' '}
          <strong>{answerInWords(question, conflict.mine)}</strong>.
          <Box sx={{ mt: 0.5, display: 'flex', gap: 1 }}>
            <Button size="small" variant="outlined" onClick={() => props.onSettle('theirs')}>
              Leave theirs
            </Button>
            <Button size="small" variant="outlined" onClick={() => props.onSettle('mine')}>
              Use mine
            </Button>
          </Box>
        </Alert>
      )}
      {options.length > 0 ? (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1, alignItems: 'center' }}>
          {options.map(({ code, label }, index) => (
            <OptionBox
              key={code}
              group={question.id}
              many={question.kind === 'choices'}
              label={label}
              digit={keyOf(question, code, index)}
              checked={Array.isArray(answer) ? answer.includes(code) : answer === code}
              onPick={() => pick(code)}
            />
          ))}
          {answer !== undefined && question.kind === 'choice' && (
            <Button size="small" color="secondary" onClick={() => props.onAnswer(null, false)}>
              Clear
            </Button>
          )}
        </Box>
      ) : (
        <TypedAnswer {...props} label={words} />
      )}
      {error && options.length > 0 && (
        <Typography role="alert" variant="body2" color="error.main" sx={{ mt: 0.5 }}>
          {error}
        </Typography>
      )}
    </Box>
  );
}

/** The key of an answer: 1 to 9 in their order, 0 for the one that stands alone, such as "none of these". */
function keyOf(question: ScreenerQuestion, code: string, index: number): string | undefined {
  if (code === question.alone?.[0]) return '0';
  return index < 9 ? String(index + 1) : undefined;
}

const INPUTS: Partial<Record<ScreenerQuestion['kind'], object>> = {
  number: { inputMode: 'numeric', maxLength: 3 },
  zip: { inputMode: 'numeric', maxLength: 10, autoComplete: 'off' },
  phone: { inputMode: 'tel', autoComplete: 'off' },
};

function TypedAnswer({
  question,
  answer,
  error,
  label,
  onAnswer,
  onPause,
}: QuestionFieldProps & { label: string }) {
  const isNumber = question.kind === 'number';
  const change = (text: string) => {
    if (text === '') onAnswer(null, true);
    else if (!isNumber) onAnswer(text, true);
    else if (/^\d{1,3}$/.test(text)) onAnswer(Number(text), true);
  };
  return (
    <TextField
      fullWidth={question.kind === 'text'}
      type={question.kind === 'date' ? 'date' : 'text'}
      value={answer === undefined ? '' : String(answer)}
      error={error !== undefined}
      helperText={error}
      onChange={(event) => change(event.target.value)}
      onBlur={onPause}
      sx={{ display: 'flex', mt: 0.75, maxWidth: question.kind === 'text' ? undefined : 240 }}
      slotProps={{ htmlInput: { 'aria-label': label, ...INPUTS[question.kind] } }}
    />
  );
}
