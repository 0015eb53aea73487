import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { type Capacity, DUTY_KEY, dutyActions, useCapacities } from './duty-api';

/** How many open leads each holds, and may hold; routing passes over who is full. */
export function Capacities() {
  const { data, error, isPending, refetch } = useCapacities();
  const mayPlan = useMe().may('duty.plan');
  return (
    <Panel title="Room for leads">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        Routing passes over whoever holds as many open leads as they may.
      </Typography>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={160} />}
      {data && (
        <Box
          component="table"
          sx={{
            width: '100%',
            borderCollapse: 'collapse',
            fontSize: '0.875rem',
            '& th, & td': { textAlign: 'left', py: 0.75, borderBottom: 1, borderColor: 'divider' },
            '& thead th': { color: 'text.secondary', fontWeight: 600 },
          }}
        >
          <thead>
            <tr>
              <th scope="col">Colleague</th>
              <th scope="col">Open</th>
              <th scope="col">At most</th>
            </tr>
          </thead>
          <tbody>
            {data.map((person) => (
              <tr key={person.staffId}>
                <Box component="th" scope="row" sx={{ fontWeight: 600 }}>
                  {person.name}
                </Box>
                <Box
                  component="td"
                  sx={{
                    fontVariantNumeric: 'tabular-nums',
                    color: isFull(person) ? 'warning.main' : undefined,
                  }}
                >
                  {person.openLeads}
                  {isFull(person) && ' (full)'}
                </Box>
                <td>
                  {mayPlan ? (
                    <CapacityField key={person.capacity ?? 'none'} person={person} />
                  ) : (
                    (person.capacity ?? 'no limit')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Box>
      )}
    </Panel>
  );
}

const isFull = ({ openLeads, capacity }: Capacity) => capacity !== null && openLeads >= capacity;

function CapacityField({ person }: { person: Capacity }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [value, setValue] = useState(person.capacity === null ? '' : String(person.capacity));
  const save = async () => {
    const capacity = value.trim() === '' ? null : Number(value);
    if (capacity === person.capacity) return;
    try {
      await dutyActions.setCapacity(person.staffId, capacity);
      notify(
        capacity === null
          ? `${person.name} has no limit now.`
          : `${person.name} holds ${capacity} at most now.`,
        { type: 'success' },
      );
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: DUTY_KEY });
  };
  return (
    <TextField
      value={value}
      placeholder="no limit"
      onChange={(event) => /^\d{0,4}$/.test(event.target.value) && setValue(event.target.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => event.key === 'Enter' && void save()}
      slotProps={{
        htmlInput: { 'aria-label': `At most for ${person.name}`, inputMode: 'numeric' },
      }}
      sx={{ width: 96 }}
    />
  );
}
