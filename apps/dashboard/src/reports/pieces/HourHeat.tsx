import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { NumberRow } from '#contract';
import { UNSEEN } from '../../theme/unseen';
import { Panel } from '../../leads/page/Panel';
import { Failure } from '../../listing/states';
import { useDefinition } from '../asking/catalogue';
import { useNumbers } from '../asking/use-numbers';
import { partsInWords, valueInWords } from '../asking/value-words';
import { Definition } from './Definition';
import { HOURS, hourInWords, hourKey, WEEKDAYS } from './hours';
import { tint } from './tint';
import { useOpening } from './use-opening';

/** A number for every hour of the week: a table whose cells are as dark as their value; each opens its records. */
export function HourHeat({ names }: { names: readonly [string, ...string[]] }) {
  const [name, setName] = useState<string>(names[0]);
  const { palette } = useTheme();
  const { of, asked, error, isPending, refetch } = useNumbers({
    names: [...names],
    by: ['hourOfWeek'],
    compare: false,
  });
  const definition = useDefinition(name);
  const open = useOpening(asked);
  const answer = of(name);
  const rows = new Map((answer?.rows ?? []).map((row) => [row.keys.hourOfWeek, row]));
  const most = Math.max(...[...rows.values()].map(({ value }) => value ?? 0), 0);
  const tone = (row: NumberRow | undefined) => (most > 0 ? (row?.value ?? 0) / most : 0);
  return (
    <Panel title="Hours of the week">
      <TextField
        select
        label="Number"
        value={name}
        onChange={(event) => setName(event.target.value)}
        sx={{ minWidth: 240, mb: 1 }}
        className="screen-only"
      >
        {names.map((each) => (
          <MenuItem key={each} value={each}>
            {of(each)?.label ?? each}
          </MenuItem>
        ))}
      </TextField>
      {definition && <Definition definition={definition} />}
      {!!error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton variant="rounded" height={260} />}
      {answer && (
        <Box
          sx={{ overflowX: 'auto', mt: 1.5, position: 'relative' }}
          tabIndex={0}
          role="region"
          aria-label="Hours of the week, a table"
        >
          <Box
            component="table"
            aria-label={`${answer.label} by hour of the week`}
            sx={{
              borderCollapse: 'separate',
              borderSpacing: '2px',
              fontSize: '0.75rem',
              width: '100%',
              minWidth: 760,
              tableLayout: 'fixed',
              '& th': {
                fontWeight: 600,
                color: 'text.secondary',
                textAlign: 'left',
                whiteSpace: 'nowrap',
              },
              '& thead td': { width: 36 },
              '& td': { p: 0, height: 28 },
            }}
          >
            <thead>
              <tr>
                <td />
                {HOURS.map((hour) => (
                  <th key={hour} scope="col">
                    <span aria-hidden>{hour % 3 === 0 ? hourInWords(hour) : ''}</span>
                    <Box component="span" sx={UNSEEN}>
                      {hourInWords(hour)}
                    </Box>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {WEEKDAYS.map((day, at) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  {HOURS.map((hour) => {
                    const row = rows.get(hourKey(at, hour));
                    const strength = tone(row);
                    const value = row?.value ?? null;
                    const words = value === null ? '' : valueInWords(value, answer.unit);
                    const about = `${day} ${hourInWords(hour)}: ${words === '' ? 'nothing' : words}${
                      row ? ` (${partsInWords(row, answer.unit) ?? `${row.counted} records`})` : ''
                    }`;
                    return (
                      <td key={hour}>
                        <Box
                          component={open && row && row.counted > 0 ? 'button' : 'div'}
                          type={open && row && row.counted > 0 ? 'button' : undefined}
                          title={about}
                          aria-label={
                            open && row && row.counted > 0
                              ? `${about}. Show the records`
                              : undefined
                          }
                          onClick={open && row ? () => open(answer, row) : undefined}
                          sx={{
                            display: 'grid',
                            placeItems: 'center',
                            width: '100%',
                            height: 28,
                            border: 0,
                            borderRadius: 0.75,
                            font: 'inherit',
                            fontSize: '0.6875rem',
                            fontVariantNumeric: 'tabular-nums',
                            cursor: open && row ? 'pointer' : 'default',
                            ...(strength === 0
                              ? { color: 'text.primary', bgcolor: 'action.hover' }
                              : tint(
                                  palette.primary.main,
                                  palette.background.paper,
                                  0.12 + 0.88 * strength ** 0.8,
                                )),
                          }}
                        >
                          {words.replace(' %', '').replace(' min', 'm').replace(' ', '')}
                        </Box>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </Box>
        </Box>
      )}
      <Typography variant="caption" component="p" color="textSecondary" sx={{ mt: 1 }}>
        The darker, the more. Hours are the organisation’s own.
      </Typography>
    </Panel>
  );
}
