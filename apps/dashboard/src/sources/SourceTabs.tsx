import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link } from 'react-router-dom';
import { useMe } from '../session/me';

const PLACES = [
  { to: '/sources', label: 'Sources', needs: 'source.read' },
  { to: '/tracking-numbers', label: 'Tracking numbers', needs: 'source.read' },
  { to: '/spend', label: 'Spend', needs: 'spend.read' },
] as const;

/** Sources, the numbers that lead to them and what they cost stand side by side. */
export function SourceTabs({ here }: { here: (typeof PLACES)[number]['to'] }) {
  const { may } = useMe();
  return (
    <Tabs
      component="nav"
      value={here}
      aria-label="Sources, numbers and spend"
      sx={{ mb: 2, mt: -1 }}
    >
      {PLACES.filter(({ needs, to }) => to === here || may(needs)).map(({ to, label }) => (
        <Tab key={to} component={Link} to={to} value={to} label={label} />
      ))}
    </Tabs>
  );
}
