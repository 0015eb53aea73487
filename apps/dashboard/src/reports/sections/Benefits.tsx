import { BarsBySlice } from '../pieces/BarsBySlice';
import { Distribution } from '../pieces/Distribution';
import { NumberCards } from '../pieces/NumberCards';
import { Trend } from '../pieces/Trend';

/** How many benefit checks, how fast, and what they found. */
export default function Benefits() {
  return (
    <>
      <NumberCards
        label="Benefit checks in numbers"
        names={['benefit_checks', 'benefit_check_turnaround', 'checks_viable']}
      />
      <Distribution title="Turnaround" name="benefit_check_turnaround" />
      <BarsBySlice
        title="Viable by payer"
        name="checks_viable"
        by="payer"
        also={['benefit_checks', 'benefit_check_turnaround']}
      />
      <BarsBySlice
        title="Viable by plan type"
        name="checks_viable"
        by="planType"
        also={['benefit_checks']}
      />
      <BarsBySlice
        title="Turnaround by who closed it"
        name="benefit_check_turnaround"
        by="agent"
        also={['benefit_checks']}
      />
      <Trend title="Benefit checks" names={['benefit_checks']} />
    </>
  );
}
