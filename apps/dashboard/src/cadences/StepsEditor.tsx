import ArrowDownwardIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpwardIcon from '@mui/icons-material/ArrowUpward';
import DeleteOutlineIcon from '@mui/icons-material/DeleteOutlineOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { CADENCE_MAX_STEPS, type CadenceStep, type CadenceStepKind } from '#contract';
import { moved, newStep, problemsOf, without } from './plan-steps';
import { StepFields } from './StepFields';
import { STEP_ICONS } from './step-icons';
import { STEP_KIND_WORDS, stepInWords } from './step-words';
import { useTemplateNames } from './use-template-names';

interface StepsEditorProps {
  steps: readonly CadenceStep[];
  errors: Record<string, string>;
  readOnly: boolean;
  onChange: (steps: CadenceStep[]) => void;
}

const KINDS = Object.keys(STEP_KIND_WORDS) as CadenceStepKind[];

/** The steps of a plan in their order; moved with buttons, so with the keyboard, too. */
export function StepsEditor({ steps, errors, readOnly, onChange }: StepsEditorProps) {
  return (
    <Box>
      <Typography variant="h2" sx={{ mb: 1 }}>
        Steps
      </Typography>
      {errors.steps && (
        <Alert severity="error" sx={{ mb: 1 }}>
          {errors.steps}
        </Alert>
      )}
      <Box
        component="ol"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'minmax(0, 1fr)',
        }}
      >
        {steps.map((step, at) => (
          <StepCard
            key={step.key}
            {...{ step, at, steps, readOnly, onChange }}
            problems={problemsOf(errors, at)}
          />
        ))}
      </Box>
      {!readOnly && steps.length < CADENCE_MAX_STEPS && (
        <Box
          role="group"
          aria-label="Add a step"
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, mt: 2 }}
        >
          <Typography variant="body2" color="textSecondary" sx={{ mr: 0.5 }}>
            Add a step
          </Typography>
          {KINDS.map((kind) => {
            const Icon = STEP_ICONS[kind];
            return (
              <Button
                key={kind}
                size="small"
                variant="outlined"
                startIcon={<Icon />}
                aria-label={`Add: ${STEP_KIND_WORDS[kind].toLowerCase()}`}
                onClick={() => onChange([...steps, newStep(kind, steps)])}
              >
                {STEP_KIND_WORDS[kind]}
              </Button>
            );
          })}
        </Box>
      )}
    </Box>
  );
}

interface StepCardProps extends Omit<StepsEditorProps, 'errors'> {
  step: CadenceStep;
  at: number;
  problems: Record<string, string>;
}

function StepCard({ step, at, steps, problems, readOnly, onChange }: StepCardProps) {
  const nameOf = useTemplateNames();
  const Icon = STEP_ICONS[step.kind];
  const named = `step ${at + 1}, ${STEP_KIND_WORDS[step.kind].toLowerCase()}`;
  const general = problems.step ?? problems.key;
  return (
    <Box
      component="li"
      sx={{
        border: 1,
        borderColor: Object.keys(problems).length > 0 ? 'error.main' : 'divider',
        borderRadius: 2,
        p: 1.5,
        display: 'grid',
        columnGap: 1,
        rowGap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: '132px minmax(0, 1fr) auto' },
        gridTemplateAreas: {
          xs: '"name moves" "fields fields"',
          sm: '"name fields moves"',
        },
      }}
    >
      <Box sx={{ gridArea: 'name', display: 'flex', alignItems: 'center', gap: 1, minHeight: 38 }}>
        <Icon sx={{ fontSize: 20, color: 'primary.main' }} aria-hidden />
        <Typography sx={{ flex: 1, fontWeight: 650 }}>
          {at + 1}. {STEP_KIND_WORDS[step.kind]}
        </Typography>
      </Box>
      <Box sx={{ gridArea: 'moves', display: 'flex', alignItems: 'center', minHeight: 38 }}>
        {!readOnly && (
          <>
            <IconButton
              size="small"
              aria-label={`Move up: ${named}`}
              disabled={at === 0}
              onClick={() => onChange(moved(steps, at, at - 1))}
            >
              <ArrowUpwardIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              aria-label={`Move down: ${named}`}
              disabled={at === steps.length - 1}
              onClick={() => onChange(moved(steps, at, at + 1))}
            >
              <ArrowDownwardIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              aria-label={`Remove: ${named}`}
              disabled={steps.length === 1}
              onClick={() => onChange(without(steps, at))}
            >
              <DeleteOutlineIcon fontSize="small" />
            </IconButton>
          </>
        )}
      </Box>
      <Box
        sx={{
          gridArea: 'fields',
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'minmax(0, 1fr)',
          alignSelf: 'center',
          '& .MuiTextField-root': { minWidth: 0 },
        }}
      >
        {readOnly ? (
          <Typography variant="body2">{stepInWords(step, steps, nameOf)}</Typography>
        ) : (
          <StepFields
            step={step}
            later={steps.slice(at + 1)}
            first={at + 1}
            problems={problems}
            onChange={(next) => onChange(steps.with(at, next))}
          />
        )}
        {general && (
          <Typography variant="body2" color="error">
            {general}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
