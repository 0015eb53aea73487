import { BarsBySlice } from '../pieces/BarsBySlice';
import { HourHeat } from '../pieces/HourHeat';
import { NumberCards } from '../pieces/NumberCards';
import { Trend } from '../pieces/Trend';

/** Calls that came in, those nobody took, and those made up for. */
export default function Calls() {
  return (
    <>
      <NumberCards
        label="Calls in numbers"
        names={[
          'inbound_calls',
          'answered_rate',
          'missed_calls',
          'abandoned_rate',
          'missed_recovered',
        ]}
      />
      <Trend title="Missed, and made up for" names={['missed_calls', 'missed_recovered']} />
      <HourHeat names={['missed_calls', 'inbound_calls', 'abandoned_rate']} />
      <BarsBySlice
        title="Missed calls by tracking number"
        name="missed_calls"
        by="trackingNumber"
        also={['inbound_calls', 'missed_recovered']}
      />
      <BarsBySlice title="What became of calls in" name="inbound_calls" by="outcome" />
    </>
  );
}
