import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link } from 'react-router-dom';
import { useMe } from '../session/me';

/** Everything that came in, and what of it waits for somebody to look. */
export function InquiryTabs({ here }: { here: '/inquiries' | '/quarantine' }) {
  if (!useMe().may('inquiry.release')) return null;
  return (
    <Tabs component="nav" value={here} aria-label="Inquiries" sx={{ mb: 2, mt: -1 }}>
      <Tab component={Link} to="/inquiries" value="/inquiries" label="All" />
      <Tab component={Link} to="/quarantine" value="/quarantine" label="Held back" />
    </Tabs>
  );
}
