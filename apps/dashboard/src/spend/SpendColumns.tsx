import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { SPEND_FIELDS, type SpendImportView } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices } from '../forms/use-choices';
import { useSubmission } from '../forms/use-submission';
import { ColumnChoices, mappingOf } from '../imports/ColumnChoices';
import { Panel } from '../leads/page/Panel';
import { spendActions, useSpendDone } from './spend-api';

/** What each column holds and whose the rows are; pressed, the preview is made anew. */
export function SpendColumns({ run }: { run: SpendImportView }) {
  const done = useSpendDone();
  const sources = useSourceChoices();
  const [sourceId, setSourceId] = useState(run.sourceId ?? '');
  const [mapping, setMapping] = useState(() => mappingOf(run.columns));
  const { busy, problem, run: submit } = useSubmission();
  const save = () =>
    void submit(async () => {
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
      <ColumnChoices
        columns={run.columns}
        choices={SPEND_FIELDS}
        mapping={mapping}
        onMapping={setMapping}
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
      </ColumnChoices>
    </Panel>
  );
}
