import { BarsBySlice } from '../pieces/BarsBySlice';
import { Distribution } from '../pieces/Distribution';
import { HourHeat } from '../pieces/HourHeat';
import { NumberCards } from '../pieces/NumberCards';

/** Waiting: its middle, its tail, its hours. */
export default function Speed() {
  return (
    <>
      <NumberCards
        label="Speed in numbers"
        names={['time_to_first_attempt', 'speed_to_contact', 'attempt_rate_5_min', 'time_to_admit']}
      />
      <Distribution title="Time to first attempt" name="time_to_first_attempt" />
      <Distribution title="Speed to contact" name="speed_to_contact" />
      <HourHeat
        names={['leads', 'attempt_rate_5_min', 'contact_rate', 'missed_calls', 'inbound_calls']}
      />
      <Distribution title="Time to admit" name="time_to_admit" />
      <BarsBySlice
        title="Speed to contact by urgency"
        name="speed_to_contact"
        by="urgency"
        also={['time_to_first_attempt', 'attempt_rate_5_min', 'leads']}
      />
    </>
  );
}
