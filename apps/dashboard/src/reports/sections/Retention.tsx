import { BarsBySlice } from '../pieces/BarsBySlice';
import { Cohorts } from '../pieces/Cohorts';
import { NumberCards } from '../pieces/NumberCards';

/** Who arrived, month by month, and who of them was still in care. */
export default function Retention() {
  return (
    <>
      <NumberCards
        label="Retention in numbers"
        names={[
          'arrivals',
          'retained_7',
          'retained_30',
          'retention_unknown_7',
          'retention_unknown_30',
        ]}
      />
      <Cohorts />
      <BarsBySlice
        title="Retained at 30 days by facility"
        name="retained_30"
        by="facility"
        also={['arrivals', 'retained_7', 'retention_unknown_30']}
      />
      <BarsBySlice
        title="Retained at 30 days by level of care"
        name="retained_30"
        by="levelOfCare"
        also={['arrivals', 'retained_7']}
      />
    </>
  );
}
