import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { SPEND_FIELDS, type SpendField, type SpendImportView } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices } from '../forms/use-choices';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { spendActions, useSpendDone } from './spend-api';

/** What each column holds and whose the rows are; pressed, the preview is made anew. */
export function SpendColumns({ run }: { run: SpendImportView }) {
  const done = useSpendDone();
  const sources = useSourceChoices();
  const [sourceId, setSourceId] = useState(run.sourceId ?? '');
  const [fields, setFields] = useState<Record<string, string>>(() =>
    Object.fromEntries(run.columns.map(({ name, field }) => [name, field ?? ''])),
  );
  const { busy, problem, run: submit } = useSubmission();
  const save = () =>
    void submit(async () => {
      const mapping = Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          field === '' ? null : (field as SpendField),
        ]),
      );
      await spendActions.edit(run.id, {
        version: run.version,
        sourceId: sourceId === '' ? null : sourceId,
        mapping,
      });
      await done();
    });
  return (
    <Panel
      title="What the columns hold"
      action={
        <Button loading={busy} onClick={save}>
          Look again
        </Button>
      }
    >
      {problem && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {problem}
        </Alert>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
        }}
      >
        <Box>
          <ChoiceField
            label="Source of rows that name none"
            none="Every row names its source"
            choices={sources}
            value={sourceId}
            onChange={({ target }) => setSourceId(target.value)}
          />
        </Box>
        {run.columns.map(({ name, samples }) => (
          <Box key={name} sx={{ minWidth: 0 }}>
            <ChoiceField
              label={name}
              none="Not used"
              choices={SPEND_FIELDS}
              value={fields[name] ?? ''}
              onChange={({ target }) => setFields({ ...fields, [name]: target.value })}
            />
            <Typography variant="body2" color="textSecondary" noWrap title={samples.join(' · ')}>
              {samples.filter((sample) => sample !== '').join(' · ') || 'empty'}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
