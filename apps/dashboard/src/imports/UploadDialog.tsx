import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ChangeEvent, useRef, useState } from 'react';
import { type ImportRunView, MAX_IMPORT_BYTES } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
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
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const form = useFields({ asOf: '' });
  const large = file !== null && file.size > MAX_IMPORT_BYTES;
  return (
    <ActionDialog
      title="Import a file"
      submitLabel="Look at it"
      version={0}
      disabled={file === null || large}
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
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="File"
        accept=".json,.csv,.xlsx,.zip"
        onChange={(event: ChangeEvent<HTMLInputElement>) =>
          setFile(event.target.files?.[0] ?? null)
        }
      />
      <div>
        <Button variant="outlined" autoFocus onClick={() => chooser.current?.click()}>
          {file ? 'Choose another file' : 'Choose a file'}
        </Button>
      </div>
      {file && (
        <Typography color={large ? 'error' : undefined} sx={{ overflowWrap: 'anywhere' }}>
          {file.name}, {(file.size / 1024 / 1024).toFixed(1)} MB
          {large && `: at most ${MAX_IMPORT_BYTES / 1024 / 1024} MB`}
        </Typography>
      )}
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
