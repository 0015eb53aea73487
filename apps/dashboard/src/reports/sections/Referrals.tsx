import { BarsBySlice } from '../pieces/BarsBySlice';
import { Distribution } from '../pieces/Distribution';
import { NumberCards } from '../pieces/NumberCards';
import { SliceTable } from '../pieces/SliceTable';

/** What facilities did with the people we sent them. */
export default function Referrals() {
  return (
    <>
      <NumberCards
        label="Referrals in numbers"
        names={[
          'referrals',
          'acknowledged_30_min',
          'referrals_accepted',
          'referrals_arrived',
          'override_rate',
        ]}
      />
      <SliceTable
        title="Facilities side by side"
        by={['facility']}
        head="Facility"
        names={[
          'referrals',
          'acknowledged_30_min',
          'time_to_acknowledge',
          'referrals_accepted',
          'referrals_arrived',
        ]}
      />
      <BarsBySlice title="Why facilities declined" name="declined_referrals" by="declineReason" />
      <Distribution title="Time to acknowledge" name="time_to_acknowledge" />
      <BarsBySlice
        title="Accepted by level of care"
        name="referrals_accepted"
        by="levelOfCare"
        also={['referrals']}
      />
      <BarsBySlice title="Overrides by facility" name="override_rate" by="facility" />
    </>
  );
}
