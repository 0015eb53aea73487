import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import type { SpendView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useSourceChoices } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { typedCents } from '../words/money';
import { spendActions, useSpendDone } from './spend-api';

/** Enters an amount, changes it, or takes it away. */
export function SpendDialog({ spend, onClose }: { spend: SpendView | null; onClose: () => void }) {
  const dataProvider = useDataProvider();
  const done = useSpendDone();
  const notify = useNotify();
  const sources = useSourceChoices();
  const [removing, setRemoving] = useState(false);
  const form = useFields({
    sourceId: spend?.sourceId ?? '',
    campaign: spend?.campaign ?? '',
    month: spend?.month ?? new Date().toISOString().slice(0, 7),
    amount: spend ? (spend.cents / 100).toFixed(2) : '',
  });
  const { sourceId, campaign, month, amount } = form.values;
  const cents = typedCents(amount);
  const remove = async (known: SpendView) => {
    setRemoving(true);
    try {
      await spendActions.remove(known);
      onClose();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setRemoving(false);
    await done();
  };
  return (
    <ActionDialog
      title={spend ? 'Change an amount' : 'Enter an amount'}
      submitLabel="Save"
      version={spend?.version ?? 0}
      disabled={sourceId === '' || cents === null}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const data = { sourceId, campaign, month, cents };
        await (spend
          ? dataProvider.update('spend', {
              id: spend.id,
              previousData: spend,
              data: { ...data, version },
            })
          : dataProvider.create('spend', { data }));
        await done();
      }}
    >
      <ChoiceField label="Source" none="Choose…" choices={sources} {...form.text('sourceId')} />
      <TextField
        label="Month"
        {...form.text('month')}
        helperText={form.errors.month ?? 'Such as 2026-03'}
      />
      <TextField
        label="Campaign"
        {...form.text('campaign')}
        helperText={form.errors.campaign ?? 'Empty: of no campaign in particular'}
      />
      <TextField
        label="Amount in US dollars"
        {...form.text('amount')}
        error={form.errors.cents !== undefined || (amount !== '' && cents === null)}
        helperText={form.errors.cents ?? 'Such as 1,250.00'}
        slotProps={{ htmlInput: { inputMode: 'decimal' } }}
      />
      {spend && (
        <div>
          <Button color="error" loading={removing} onClick={() => void remove(spend)}>
            Take this amount away
          </Button>
        </div>
      )}
    </ActionDialog>
  );
}
