import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { IMPORT_FIELDS, type ImportRunView } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { importActions, useImportDone } from './import-api';

/** What each column of a table holds; changed, the preview is made anew. */
export function MappingPanel({ run }: { run: ImportRunView }) {
  const done = useImportDone();
  const [fields, setFields] = useState<Record<string, string>>(() =>
    Object.fromEntries(run.columns.map(({ name, field }) => [name, field ?? ''])),
  );
  const { busy, problem, run: submit } = useSubmission();
  const changed = run.columns.some(({ name, field }) => fields[name] !== (field ?? ''));
  const save = () =>
    void submit(async () => {
      const mapping = Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, field === '' ? null : field]),
      );
      await importActions.edit(run.id, { version: run.version, mapping });
      await done();
    });
  return (
    <Panel
      title="What the columns hold"
      action={
        changed && (
          <Button loading={busy} onClick={save}>
            Look again
          </Button>
        )
      }
    >
      {problem && <Alert severity="error">{problem}</Alert>}
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
        }}
      >
        {run.columns.map(({ name, samples }) => (
          <Box key={name} sx={{ minWidth: 0 }}>
            <ChoiceField
              label={name}
              none="Not used"
              choices={IMPORT_FIELDS}
              value={fields[name] ?? ''}
              onChange={({ target }) => setFields({ ...fields, [name]: target.value })}
            />
            <Typography variant="body2" color="textSecondary" noWrap title={samples.join(' · ')}>
              {samples.join(' · ') || 'empty'}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
