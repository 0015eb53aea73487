import DeleteOutlinedIcon from '@mui/icons-material/DeleteOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { PAYER_NETWORKS, type PayerNetwork, type PayerView } from '#contract';
import { useSettled } from '../layout/use-settled';

/** A payer that a program takes. */
interface TakenPayer {
  payerId: string;
  payerName: string;
  network: PayerNetwork;
}

interface PayersFieldProps {
  value: readonly TakenPayer[];
  error?: string | undefined;
  onChange: (payers: TakenPayer[]) => void;
}

const PAUSE_MS = 250;

/** The payers a program takes, each in or out of network. */
export function PayersField({ value, error, onChange }: PayersFieldProps) {
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed, PAUSE_MS);
  const { data } = useGetList<PayerView>(
    'payers',
    { filter: { q: asked, active: true }, pagination: { page: 1, perPage: 10 } },
    { enabled: asked.trim().length >= 2, retry: false },
  );
  const known = new Set(value.map((payer) => payer.payerId));
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Autocomplete<PayerView>
        options={(data ?? []).filter((payer) => !known.has(payer.id))}
        value={null}
        inputValue={typed}
        filterOptions={(options) => options}
        getOptionLabel={(payer) => payer.name}
        noOptionsText={
          typed.trim().length < 2 ? 'Type two letters of its name' : 'No payer sounds like this'
        }
        onInputChange={(_event, text, reason) => {
          if (reason !== 'reset') setTyped(text);
        }}
        onChange={(_event, payer) => {
          if (!payer) return;
          onChange([...value, { payerId: payer.id, payerName: payer.name, network: 'in' }]);
          setTyped('');
        }}
        renderInput={(params) => (
          <TextField
            {...params}
            label="Add a payer"
            error={error !== undefined}
            helperText={error}
          />
        )}
      />
      {value.map((payer) => (
        <Box key={payer.payerId} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{payer.payerName}</Box>
          <TextField
            select
            size="small"
            sx={{ width: 160, flexShrink: 0 }}
            value={payer.network}
            slotProps={{
              select: { inputProps: { 'aria-label': `Network of ${payer.payerName}` } },
            }}
            onChange={({ target }) =>
              onChange(
                value.map((one) =>
                  one.payerId === payer.payerId
                    ? { ...one, network: target.value as PayerNetwork }
                    : one,
                ),
              )
            }
          >
            {PAYER_NETWORKS.map(({ code, label }) => (
              <MenuItem key={code} value={code}>
                {label}
              </MenuItem>
            ))}
          </TextField>
          <IconButton
            aria-label={`Take ${payer.payerName} off`}
            onClick={() => onChange(value.filter((one) => one.payerId !== payer.payerId))}
          >
            <DeleteOutlinedIcon />
          </IconButton>
        </Box>
      ))}
    </Box>
  );
}
