import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link } from 'react-router-dom';

/** Ways to look at the same leads, and the words they are marked with. */
export function LeadTabs({ here }: { here: '/leads' | '/board' | '/tags' }) {
  return (
    <Tabs component="nav" value={here} aria-label="Leads" sx={{ mb: 2, mt: -1 }}>
      <Tab component={Link} to="/leads" value="/leads" label="List" />
      <Tab component={Link} to="/board" value="/board" label="Board" />
      <Tab component={Link} to="/tags" value="/tags" label="Tags" />
    </Tabs>
  );
}
