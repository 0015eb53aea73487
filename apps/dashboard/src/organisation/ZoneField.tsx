import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Fields } from '../forms/use-fields';
import type { Organisation } from './organisation-fields';

/** The zones of the United States; another one that is set stays to be chosen. */
const ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
];

interface ZoneFieldProps {
  label: string;
  hint: string | undefined;
  form: Fields<Organisation>;
  disabled: boolean;
}

/** The zone in which the organisation's hours are meant. */
export function ZoneField({ label, hint, form, disabled }: ZoneFieldProps) {
  const { value } = form.text('timeZone');
  const zones = ZONES.includes(value) ? ZONES : [...ZONES, value];
  return (
    <TextField
      select
      fullWidth
      label={label}
      disabled={disabled}
      {...form.text('timeZone')}
      helperText={form.errors.timeZone ?? hint}
    >
      {zones.map((zone) => (
        <MenuItem key={zone} value={zone}>
          {zoneInWords(zone)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function zoneInWords(zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts(new Date());
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return name ? `${name} (${zone.replaceAll('_', ' ')})` : zone;
}
