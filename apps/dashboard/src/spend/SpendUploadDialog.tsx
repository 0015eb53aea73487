import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ChangeEvent, useRef, useState } from 'react';
import { MAX_SPEND_BYTES, type SpendImportView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { spendActions, useSpendDone } from './spend-api';

interface SpendUploadDialogProps {
  onClose: () => void;
  onTaken: (run: SpendImportView) => void;
}

/** Chooses a table and, where its rows name none, the source they are of. */
export function SpendUploadDialog({ onClose, onTaken }: SpendUploadDialogProps) {
  const done = useSpendDone();
  const sources = useSourceChoices();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const form = useFields({ sourceId: '' });
  const large = file !== null && file.size > MAX_SPEND_BYTES;
  return (
    <ActionDialog
      title="Import a table of spend"
      submitLabel="Look at it"
      version={0}
      disabled={file === null || large}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async () => {
        if (!file) return;
        const run = await spendActions.upload(file, form.values.sourceId);
        await done();
        onTaken(run);
      }}
    >
      <Typography>
        CSV as Google Ads, Microsoft Advertising or Meta export it, or a table of your own with a
        month and an amount. Days are summed to months. Nothing changes before you say so.
      </Typography>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="File"
        accept=".csv,.tsv,.txt,text/csv"
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
          {file.name}, {Math.ceil(file.size / 1024).toLocaleString('en-US')} kB
          {large && `: at most ${MAX_SPEND_BYTES / 1024 / 1024} MB`}
        </Typography>
      )}
      <ChoiceField
        label="Source of rows that name none"
        none="Every row names its source"
        choices={sources}
        {...form.text('sourceId')}
      />
    </ActionDialog>
  );
}
