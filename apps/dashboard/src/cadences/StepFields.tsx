import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import type { CadenceStep, DayPart, TemplateView } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { DAY_PART_CHOICES, STEP_KIND_WORDS, WAIT_UNIT_CHOICES } from './step-words';

interface StepFieldsProps {
  step: CadenceStep;
  /** The steps after this one, which a branch may go on to. */
  later: readonly CadenceStep[];
  /** How many steps come up to this one, with it. */
  first: number;
  problems: Record<string, string>;
  onChange: (step: CadenceStep) => void;
}

/** Narrow enough that what it counts stands beside it on the smallest phone. */
const NUMBER = { width: 104, flexShrink: 0 };

/** What one step needs to know. */
export function StepFields({ step, later, first, problems, onChange }: StepFieldsProps) {
  const said = (field: string) => ({
    error: problems[field] !== undefined,
    helperText: problems[field],
  });
  switch (step.kind) {
    case 'call':
      return (
        <TextField
          label="What the task says"
          placeholder="Left empty: words that fit the step"
          value={step.title ?? ''}
          {...said('title')}
          onChange={({ target }) => onChange({ ...step, title: target.value || undefined })}
        />
      );
    case 'sms':
    case 'email':
      return (
        <TemplateChoice
          channel={step.kind}
          value={step.template}
          problem={problems.template}
          onChange={(template) => onChange({ ...step, template })}
        />
      );
    case 'wait':
      return (
        <Stack direction="row" spacing={1}>
          <TextField
            label="How long"
            type="number"
            value={Number.isNaN(step.amount) ? '' : step.amount}
            {...said('amount')}
            onChange={({ target }) =>
              onChange({ ...step, amount: Number.parseInt(target.value, 10) })
            }
            slotProps={{ htmlInput: { min: 1 } }}
            sx={NUMBER}
          />
          <ChoiceField
            label="Of what"
            choices={WAIT_UNIT_CHOICES}
            value={step.unit}
            {...said('unit')}
            onChange={({ target }) => onChange({ ...step, unit: target.value as typeof step.unit })}
          />
        </Stack>
      );
    case 'day':
      return (
        <Stack direction="row" spacing={1}>
          <TextField
            label="Day"
            type="number"
            value={Number.isNaN(step.day) ? '' : step.day}
            {...said('day')}
            onChange={({ target }) => onChange({ ...step, day: Number.parseInt(target.value, 10) })}
            slotProps={{ htmlInput: { min: 2, max: 90 } }}
            sx={NUMBER}
          />
          <ChoiceField
            label="When"
            choices={DAY_PART_CHOICES}
            value={step.part}
            {...said('part')}
            onChange={({ target }) =>
              onChange({ ...step, part: target.value as DayPart | 'another' })
            }
          />
        </Stack>
      );
    case 'branch': {
      const ways = [
        { code: 'next', label: 'Go on' },
        ...later.map((each, at) => ({
          code: each.key,
          label: `Go to step ${first + at + 1}: ${STEP_KIND_WORDS[each.kind].toLowerCase()}`,
        })),
        { code: 'end', label: 'End the plan' },
      ];
      return (
        <Stack spacing={1.5}>
          <ChoiceField
            label="If they were reached"
            choices={ways}
            value={step.reached}
            {...said('reached')}
            onChange={({ target }) => onChange({ ...step, reached: target.value })}
          />
          <ChoiceField
            label="If they were not reached"
            choices={ways}
            value={step.notReached}
            {...said('notReached')}
            onChange={({ target }) => onChange({ ...step, notReached: target.value })}
          />
          <ChoiceField
            label="If nobody got to the call"
            none="The same as not reached"
            choices={ways}
            value={step.notTried ?? ''}
            {...said('notTried')}
            onChange={({ target }) => onChange({ ...step, notTried: target.value || undefined })}
          />
        </Stack>
      );
    }
  }
}

interface TemplateChoiceProps {
  channel: 'sms' | 'email';
  value: string;
  problem: string | undefined;
  onChange: (code: string) => void;
}

function TemplateChoice({ channel, value, problem, onChange }: TemplateChoiceProps) {
  const { data } = useGetList<TemplateView>('templates', {
    filter: { active: true },
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'name', order: 'ASC' },
  });
  const choices = (data ?? [])
    .filter((template) => template.channel === channel)
    .map(({ code, name }) => ({ code, label: name }));
  const known = choices.some(({ code }) => code === value);
  return (
    <ChoiceField
      label="Template"
      none="Choose one"
      choices={known || value === '' ? choices : [...choices, { code: value, label: value }]}
      value={value}
      error={problem !== undefined}
      helperText={problem}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
