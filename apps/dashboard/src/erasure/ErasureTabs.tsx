import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link } from 'react-router-dom';

const PLACES = [
  ['/erasure-requests', 'Erasures'],
  ['/legal-holds', 'Legal holds'],
  ['/retention', 'How long'],
] as const;

/** What is erased, what is held, and how long what is kept stand side by side. */
export function ErasureTabs({ here }: { here: (typeof PLACES)[number][0] }) {
  return (
    <Tabs component="nav" value={here} aria-label="Erasing and keeping" sx={{ mb: 2, mt: -1 }}>
      {PLACES.map(([to, label]) => (
        <Tab key={to} component={Link} to={to} value={to} label={label} />
      ))}
    </Tabs>
  );
}
