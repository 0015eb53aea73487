import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link } from 'react-router-dom';

/** Sources and the numbers that lead to them stand side by side. */
export function SourceTabs({ here }: { here: '/sources' | '/tracking-numbers' }) {
  return (
    <Tabs component="nav" value={here} aria-label="Sources and numbers" sx={{ mb: 2, mt: -1 }}>
      <Tab component={Link} to="/sources" value="/sources" label="Sources" />
      <Tab
        component={Link}
        to="/tracking-numbers"
        value="/tracking-numbers"
        label="Tracking numbers"
      />
    </Tabs>
  );
}
