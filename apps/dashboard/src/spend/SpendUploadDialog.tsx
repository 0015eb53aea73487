import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { MAX_SPEND_BYTES, type SpendImportView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices } from '../forms/use-choices';
import { FileChoice } from '../forms/FileChoice';
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
  const [file, setFile] = useState<File | null>(null);
  const form = useFields({ sourceId: '' });
  return (
    <ActionDialog
      title="Import a table of spend"
      submitLabel="Look at it"
      version={0}
      disabled={file === null || file.size > MAX_SPEND_BYTES}
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
      <FileChoice
        file={file}
        accept=".csv,.tsv,.txt,text/csv"
        most={MAX_SPEND_BYTES}
        onChoose={setFile}
      />
      <ChoiceField
        label="Source of rows that name none"
        none="Every row names its source"
        choices={sources}
        {...form.text('sourceId')}
      />
    </ActionDialog>
  );
}
