import Autocomplete from '@mui/material/Autocomplete';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useGetOne, useNotify } from 'react-admin';
import { PAYER_KINDS, type PayerView } from '#contract';
import { changedOf } from '../forms/changed';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { PayerField } from '../insurance/PayerField';
import { STATE_CODES } from '../leads/lead-words';
import { PayerMerging } from './PayerMerging';
import { payerActions } from './payer-api';

const STATES = STATE_CODES.map((code) => ({ code, label: code }));

/** Makes a payer, or changes one: its names, how it is asked, who handles behavioral health for it. */
export default function PayerDialog({
  payer,
  onClose,
}: {
  payer: PayerView | null;
  onClose: () => void;
}) {
  const handler = payer?.carvedOutToId ?? null;
  const { data: handledBy, isPending } = useGetOne<PayerView>(
    'payers',
    { id: handler ?? '' },
    { enabled: handler !== null },
  );
  // The form begins with the other payer's name, which has to be there.
  if (handler !== null && isPending) return null;
  return <PayerForm payer={payer} handledBy={handledBy ?? null} onClose={onClose} />;
}

interface PayerFormProps {
  payer: PayerView | null;
  handledBy: PayerView | null;
  onClose: () => void;
}

function PayerForm({ payer, handledBy, onClose }: PayerFormProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [other, setOther] = useState<PayerView | null>(handledBy);
  const [before] = useState(() => formOf(payer));
  const form = useFields({ ...before, handlerText: handledBy?.name ?? '' });
  const { values, errors } = form;
  const toSend = () => {
    const { handlerText: _text, ...fields } = values;
    return { ...fields, carvedOutToId: other?.id ?? null };
  };
  return (
    <ActionDialog
      title={payer ? payer.name : 'New payer'}
      submitLabel="Save the payer"
      version={payer?.version ?? 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await (payer
          ? payerActions.edit(payer.id, {
              ...changedOf({ ...before, carvedOutToId: payer.carvedOutToId }, toSend()),
              version,
            })
          : payerActions.add(toSend()));
        await queryClient.invalidateQueries({ queryKey: ['payers'] });
        notify('Payer saved.', { type: 'success' });
      }}
    >
      <TextField label="Name" autoFocus autoComplete="off" {...form.text('name')} />
      <Autocomplete<string, true, false, true>
        multiple
        freeSolo
        options={[]}
        value={values.aliases}
        onChange={(_event, aliases) => form.set({ aliases })}
        renderInput={(params) => (
          <TextField
            {...params}
            label="Also called"
            error={errors.aliases !== undefined}
            helperText={errors.aliases ?? 'Press Enter after each name people use for it.'}
          />
        )}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField label="Kind" choices={PAYER_KINDS} {...form.text('kind')} />
        <ChoiceField
          label="State"
          none="Several, or all"
          choices={STATES}
          {...form.text('state')}
        />
      </Stack>
      <PayerField
        label="Behavioral health is handled by"
        hint="Empty: by itself, or nobody knows."
        typed={values.handlerText}
        problem={errors.carvedOutToId}
        onTyped={(handlerText) => form.set({ handlerText })}
        onChosen={setOther}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          fullWidth
          label="Electronic id"
          autoComplete="off"
          {...form.text('electronicId')}
        />
        <Autocomplete<string, true, false, true>
          multiple
          freeSolo
          fullWidth
          options={[]}
          value={values.otherElectronicIds}
          onChange={(_event, otherElectronicIds) => form.set({ otherElectronicIds })}
          renderInput={(params) => <TextField {...params} label="Other electronic ids" />}
        />
      </Stack>
      <TextField label="Good to know" multiline minRows={2} {...form.text('fact')} />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <FormControlLabel
          control={
            <Switch
              checked={values.selfFunded}
              onChange={(_event, selfFunded) => form.set({ selfFunded })}
            />
          }
          label="Administers for employers who pay themselves"
        />
        <FormControlLabel
          control={
            <Switch checked={values.active} onChange={(_event, active) => form.set({ active })} />
          }
          label="In use"
        />
      </Stack>
      {payer && <PayerMerging payer={payer} onDone={onClose} />}
    </ActionDialog>
  );
}

function formOf(payer: PayerView | null) {
  return {
    name: payer?.name ?? '',
    kind: payer?.kind ?? 'insurer',
    state: payer?.state ?? '',
    electronicId: payer?.electronicId ?? '',
    otherElectronicIds: payer?.otherElectronicIds ?? [],
    fact: payer?.fact ?? '',
    selfFunded: payer?.selfFunded ?? false,
    active: payer?.active ?? true,
    aliases: payer?.aliases ?? [],
  };
}
