import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link } from 'react-router-dom';

/** What is to be done, as a list and as a calendar. */
export function TaskTabs({ here }: { here: '/tasks' | '/calendar' }) {
  return (
    <Tabs component="nav" value={here} aria-label="Tasks" sx={{ mb: 2 }}>
      <Tab component={Link} to="/tasks" value="/tasks" label="List" />
      <Tab component={Link} to="/calendar" value="/calendar" label="Calendar" />
    </Tabs>
  );
}
