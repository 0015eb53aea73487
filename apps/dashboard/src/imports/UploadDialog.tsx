import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { type ImportRunView, MAX_IMPORT_BYTES } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { FileChoice } from '../forms/FileChoice';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { importActions, useImportDone } from './import-api';

interface UploadDialogProps {
  onClose: () => void;
  onTaken: (run: ImportRunView) => void;
}

/** Chooses a file and the day its data stand for. */
export function UploadDialog({ onClose, onTaken }: UploadDialogProps) {
  const done = useImportDone();
  const [file, setFile] = useState<File | null>(null);
  const form = useFields({ asOf: '' });
  return (
    <ActionDialog
      title="Import a file"
      submitLabel="Look at it"
      version={0}
      disabled={file === null || file.size > MAX_IMPORT_BYTES}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        if (!file) return;
        const run = await importActions.upload(file, form.values.asOf);
        await done();
        onTaken(run);
      }}
    >
      <Typography>
        FindTreatment.gov (JSON), the national directory’s spreadsheet, HSDS (JSON or zipped CSV),
        or a table of your own (CSV, XLSX). Nothing changes before you say so.
      </Typography>
      <FileChoice
        file={file}
        accept=".json,.csv,.xlsx,.zip"
        most={MAX_IMPORT_BYTES}
        onChoose={setFile}
      />
      <WhenField
        type="date"
        label="The data stand for this day"
        {...form.text('asOf')}
        helperText={
          form.errors.asOf ?? 'Today if you leave it empty. What was said since then is kept.'
        }
      />
    </ActionDialog>
  );
}
