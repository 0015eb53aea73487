import ViewColumnOutlinedIcon from '@mui/icons-material/ViewColumnOutlined';
import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import type { Column } from './column';
import { useShownColumns } from './use-shown-columns';

interface ColumnsButtonProps<T> {
  resource: string;
  columns: readonly Column<T>[];
}

/** Lets a person choose the columns they work with. The first column always stays. */
export function ColumnsButton<T>({ resource, columns }: ColumnsButtonProps<T>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { chosen, toggle } = useShownColumns(resource, columns);
  if (columns.length < 5) return null;
  return (
    <>
      <Tooltip title="Choose columns">
        <IconButton
          aria-label="Choose columns"
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ display: { xs: 'none', md: 'inline-flex' } }}
        >
          <ViewColumnOutlinedIcon />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {columns.slice(1).map((column) => (
          <MenuItem
            key={column.key}
            dense
            role="menuitemcheckbox"
            aria-checked={chosen.includes(column.key)}
            onClick={() => toggle(column.key)}
          >
            <Checkbox
              size="small"
              edge="start"
              tabIndex={-1}
              checked={chosen.includes(column.key)}
              slotProps={{ input: { 'aria-hidden': true, tabIndex: -1 } }}
            />
            <ListItemText>{column.label}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
