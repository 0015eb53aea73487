import { BarsBySlice } from '../pieces/BarsBySlice';
import { NumberCards } from '../pieces/NumberCards';
import { SliceTable } from '../pieces/SliceTable';
import { TouchesPanel } from '../pieces/TouchesPanel';

/** Which way brings people, what becomes of them, and what each costs. */
export default function Sources() {
  return (
    <>
      <NumberCards
        label="Cost in numbers"
        names={['leads', 'cost_per_lead', 'cost_per_contact', 'cost_per_admit']}
      />
      <BarsBySlice title="Leads by source" name="leads" by="source" />
      <SliceTable
        title="Sources side by side"
        by={['source']}
        head="Source"
        names={[
          'leads',
          'contact_rate',
          'qualified_of_leads',
          'admit_of_leads',
          'cost_per_lead',
          'cost_per_contact',
          'cost_per_admit',
        ]}
      />
      <SliceTable
        title="Campaigns side by side"
        by={['campaign']}
        head="Campaign"
        names={[
          'leads',
          'contact_rate',
          'admit_of_leads',
          'cost_per_lead',
          'cost_per_contact',
          'cost_per_admit',
        ]}
      />
      <TouchesPanel />
      <BarsBySlice
        title="Leads by tracking number"
        name="leads"
        by="trackingNumber"
        also={['contact_rate']}
      />
    </>
  );
}
