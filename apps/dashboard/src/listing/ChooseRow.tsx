import Checkbox from '@mui/material/Checkbox';
import { type Identifier, useListContext } from 'react-admin';

/** Chooses one row for what is done with several. */
export function ChooseRow({ id, name }: { id: Identifier; name: string }) {
  const { selectedIds, onToggleItem } = useListContext();
  return (
    <Checkbox
      size="small"
      checked={selectedIds.includes(id)}
      onChange={() => onToggleItem(id)}
      slotProps={{ input: { 'aria-label': `Choose ${name}` } }}
    />
  );
}
