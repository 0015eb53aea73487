import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link, useLocation } from 'react-router-dom';

const TABS = [
  { to: '/audit-events', label: 'Everything' },
  { to: '/audit/seen-by', label: 'Who saw somebody' },
  { to: '/audit/seen', label: 'What a colleague saw' },
  { to: '/audit/unusual', label: 'Unusual reading' },
] as const;

/** The questions one asks the audit, beside its rows. */
export function AuditTabs() {
  const { pathname } = useLocation();
  return (
    <Tabs
      value={pathname}
      variant="scrollable"
      allowScrollButtonsMobile
      aria-label="Questions to the audit"
      sx={{ mb: 2 }}
    >
      {TABS.map(({ to, label }) => (
        <Tab key={to} value={to} label={label} component={Link} to={to} />
      ))}
    </Tabs>
  );
}
