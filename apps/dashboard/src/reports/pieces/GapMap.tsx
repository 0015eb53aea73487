import Box from '@mui/material/Box';
import { alpha, useTheme } from '@mui/material/styles';
import { feature } from 'topojson-client';
import states from 'us-atlas/states-albers-10m.json';
import type { NumberRow } from '#contract';
import { useNumbers } from '../asking/use-numbers';
import { partsInWords, valueInWords } from '../asking/value-words';
import { ChartPanel } from './ChartPanel';
import { RowsTable } from './RowsTable';
import { outlineOf, STATE_CODES } from './state-outlines';
import { rowName, useOpening } from './use-opening';

type Atlas = Parameters<typeof feature>[0];
const atlas = states as unknown as Atlas & { objects: { states: Atlas['objects'][string] } };

interface StateShape {
  id?: string | number | undefined;
  properties: { name?: string } | null;
  geometry: { type: string; coordinates: unknown };
}
const collection = feature(atlas, atlas.objects.states) as unknown as { features: StateShape[] };
const SHAPES = collection.features.map(({ id, properties, geometry }) => ({
  code: STATE_CODES[String(id)] ?? '',
  name: properties?.name ?? '',
  outline: outlineOf(geometry),
}));

/** Where no place was found, state by state; the table beside it says the same to everybody. */
export function GapMap() {
  const { palette } = useTheme();
  const { of, asked, error, isPending, refetch } = useNumbers({
    names: ['service_gap'],
    by: ['state'],
    compare: false,
  });
  const open = useOpening(asked);
  const answer = of('service_gap');
  const rows = (answer?.rows ?? []).filter((row) => (row.of ?? 0) > 0);
  const byState = new Map(rows.map((row) => [row.keys.state, row]));
  const most = Math.max(...rows.map(({ counted }) => counted), 1);
  const about = (name: string, row: NumberRow | undefined) =>
    row
      ? `${name}: ${valueInWords(row.value, 'share')} without a place (${partsInWords(row, 'share') ?? ''})`
      : `${name}: nobody asked`;
  return (
    <ChartPanel
      title="Where no place was found"
      name="service_gap"
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={rows.length === 0}
      height={420}
      chart={
        <Box
          component="svg"
          viewBox="0 0 975 610"
          role="img"
          aria-label="Map of the states: the darker, the more people for whom no place was found. “Show as a table” has the numbers."
          sx={{ width: '100%', maxWidth: 860, display: 'block', mx: 'auto' }}
        >
          {SHAPES.map(({ code, name, outline }) => {
            const row = byState.get(code);
            const strength = row ? row.counted / most : 0;
            return (
              <path
                key={name}
                d={outline}
                fill={row ? alpha(palette.error.main, 0.1 + 0.8 * strength) : palette.action.hover}
                stroke={palette.background.paper}
                strokeWidth={1.25}
                style={{ cursor: open && row && row.counted > 0 ? 'pointer' : undefined }}
                onClick={
                  open && answer && row && row.counted > 0 ? () => open(answer, row) : undefined
                }
              >
                <title>{about(name, row)}</title>
              </path>
            );
          })}
        </Box>
      }
      table={
        <RowsTable
          label="Where no place was found"
          head="State"
          columns={['Service gap']}
          rows={rows.map((row) => ({
            key: row.keys.state ?? '',
            name: rowName(row),
            cells: [
              {
                value: row,
                unit: 'share' as const,
                onOpen: open && answer ? () => open(answer, row) : undefined,
              },
            ],
          }))}
        />
      }
    />
  );
}
