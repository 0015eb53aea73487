import { AgentLoadPanel } from '../pieces/AgentLoadPanel';
import { BarsBySlice } from '../pieces/BarsBySlice';
import { SliceTable } from '../pieces/SliceTable';

/** Load, speed and quality of agents and teams; never admits, shows or cost by agent (EKRA). */
export default function People() {
  return (
    <>
      <AgentLoadPanel />
      <SliceTable
        title="Agents: speed and quality"
        by={['agent']}
        head="Agent"
        names={[
          'leads',
          'time_to_first_attempt',
          'speed_to_contact',
          'contact_rate',
          'qualified_of_leads',
          'referral_of_leads',
        ]}
      />
      <SliceTable
        title="Agents: on the phone"
        by={['agent']}
        head="Agent"
        names={['conversations', 'attempts', 'talk_time']}
      />
      <SliceTable
        title="Teams"
        by={['team']}
        head="Team"
        names={[
          'leads',
          'time_to_first_attempt',
          'contact_rate',
          'qualified_of_leads',
          'admit_of_leads',
        ]}
      />
      <BarsBySlice title="Talk time by agent" name="talk_time" by="agent" />
      <SliceTable
        title="Programs picked that were not the first"
        by={['agent', 'facility']}
        head="Agent, facility"
        names={['override_rate']}
      />
    </>
  );
}
