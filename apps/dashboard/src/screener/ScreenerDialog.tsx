import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useRef, useState } from 'react';
import { type LeadDetail, missingAnswers, SCREENER_SECTIONS, visibleQuestions } from '#contract';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { whoOf } from '../leads/lead-words';
import { useSubmission } from '../forms/use-submission';
import { Failure } from '../listing/states';
import { QuestionField } from './QuestionField';
import { SavedMark } from './SavedMark';
import { MinorConsent, ScreenerSide } from './ScreenerSide';
import { useScreening } from './use-screening';

/** The guided questions for the phone: safety first, then where they are; saved as they are answered. */
export default function ScreenerDialog({ lead }: { lead: LeadDetail }) {
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const [spanish, setSpanish] = useState(lead.language === 'es');
  const content = useRef<HTMLDivElement>(null);
  const done = useLeadDone(lead.id);
  const { busy, problem, run } = useSubmission();
  const screen = useScreening(lead.id);
  const { view, answers } = screen;
  const visible = visibleQuestions(answers);
  const missing = missingAnswers(answers);
  const needed = visible.filter((question) => question.required).length;

  const go = (questionId: string | undefined) => {
    const field = content.current?.querySelector<HTMLElement>(
      `[data-question="${questionId}"] input:checked, [data-question="${questionId}"] input`,
    );
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  };
  // One begins to speak at once: the first open question has the keys.
  const begun = useRef(false);
  useEffect(() => {
    if (!view || begun.current) return;
    begun.current = true;
    go((missing[0] ?? visible[0])?.id);
  });
  const after = (questionId: string) =>
    visible[visible.findIndex(({ id }) => id === questionId) + 1]?.id;
  const close = () => openAction(null);
  const complete = () =>
    run(async () => {
      await screen.complete();
      await done('The screening is complete. What belongs on the lead was moved there.');
      close();
    });

  return (
    <Dialog
      open
      fullWidth
      maxWidth="lg"
      fullScreen={isPhone}
      aria-labelledby="screener-title"
      onClose={close}
      slotProps={{ paper: { sx: { height: { md: '92vh' } } } }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 2,
          rowGap: 0.5,
          px: { xs: 2, sm: 3 },
          py: 1.5,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography variant="h2" component="h2" id="screener-title" sx={{ flex: '1 1 160px' }}>
          Questions: {whoOf(lead)}
        </Typography>
        <SavedMark state={screen.state} onRetry={() => void screen.flush()} />
        <ToggleButtonGroup
          exclusive
          size="small"
          value={spanish ? 'es' : 'en'}
          aria-label="Language of the questions"
          onChange={(_event, next: string | null) => next && setSpanish(next === 'es')}
        >
          <ToggleButton value="en">English</ToggleButton>
          <ToggleButton value="es">Español</ToggleButton>
        </ToggleButtonGroup>
      </Box>
      <DialogContent
        ref={content}
        sx={{
          p: 0,
          display: 'grid',
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 320px' },
        }}
      >
        {screen.loadError && !view ? (
          <Failure error={screen.loadError} onRetry={() => void screen.reload()} />
        ) : null}
        {screen.loading && (
          <Box role="status" aria-busy="true" aria-label="Loading the questions" sx={{ p: 3 }}>
            {[0, 1, 2].map((each) => (
              <Skeleton key={each} height={96} />
            ))}
          </Box>
        )}
        {view && (
          <Box
            component="aside"
            aria-label="What the answers come to"
            sx={{
              p: { xs: 2, sm: 3 },
              order: { md: 2 },
              position: { md: 'sticky' },
              top: 0,
              borderBottom: { xs: 1, md: 0 },
              borderColor: 'divider',
            }}
          >
            <ScreenerSide view={view} needed={needed} missing={missing} onGo={go} />
          </Box>
        )}
        {view && (
          <Box
            sx={{
              px: { xs: 2, sm: 3 },
              pb: 3,
              borderRight: { md: 1 },
              borderColor: { md: 'divider' },
            }}
          >
            {screen.problem && (
              <Alert severity="error" sx={{ mt: 2 }}>
                {screen.problem} What you typed is still here and is tried again.
              </Alert>
            )}
            {SCREENER_SECTIONS.map((section) => {
              const questions = visible.filter((question) => question.section === section.code);
              if (questions.length === 0) return null;
              return (
                <Box component="section" key={section.code} aria-labelledby={`s-${section.code}`}>
                  <Typography
                    variant="h3"
                    component="h3"
                    id={`s-${section.code}`}
                    sx={{
                      mt: 2.5,
                      pb: 0.5,
                      borderBottom: 1,
                      borderColor: 'divider',
                      color: 'primary.main',
                    }}
                  >
                    {section.label}
                  </Typography>
                  {questions.map((question) => (
                    <QuestionField
                      key={question.id}
                      question={question}
                      answer={answers[question.id]}
                      spanish={spanish}
                      conflict={screen.conflicts[question.id]}
                      error={screen.errors[question.id]}
                      onAnswer={(answer, typed) => screen.answer(question.id, answer, typed)}
                      onPause={() => void screen.flush()}
                      onSettle={(keep) => screen.settle(question.id, keep)}
                      onNext={() => go(after(question.id))}
                    />
                  ))}
                  {section.code === 'health' && view.minor && <MinorConsent minor={view.minor} />}
                </Box>
              );
            })}
          </Box>
        )}
      </DialogContent>
      <DialogActions sx={{ px: { xs: 2, sm: 3 }, py: 1.5, borderTop: 1, borderColor: 'divider' }}>
        {problem && (
          <Alert severity="error" sx={{ flex: 1, py: 0 }}>
            {problem}
          </Alert>
        )}
        <Button color="secondary" onClick={close}>
          Close, go on later
        </Button>
        <Button
          variant="contained"
          loading={busy}
          disabled={missing.length > 0}
          onClick={() => void complete()}
        >
          {view?.completedAt ? 'Complete again' : 'Complete'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
