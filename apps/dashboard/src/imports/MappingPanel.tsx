import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { IMPORT_FIELDS, type ImportRunView } from '#contract';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { ColumnChoices, mappingOf } from './ColumnChoices';
import { importActions, useImportDone } from './import-api';

/** What each column of a table holds; changed, the preview is made anew. */
export function MappingPanel({ run }: { run: ImportRunView }) {
  const done = useImportDone();
  const [mapping, setMapping] = useState(() => mappingOf(run.columns));
  const { busy, problem, run: submit } = useSubmission();
  const changed = run.columns.some(({ name, field }) => mapping[name] !== field);
  const save = () =>
    void submit(async () => {
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
      <ColumnChoices
        columns={run.columns}
        choices={IMPORT_FIELDS}
        mapping={mapping}
        onMapping={setMapping}
      />
    </Panel>
  );
}
