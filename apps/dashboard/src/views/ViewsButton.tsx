import BookmarksOutlinedIcon from '@mui/icons-material/BookmarksOutlined';
import CheckIcon from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { SavedViewView, ViewResource } from '#contract';
import { sentenceOf } from '../api/refusal';
import type { Column, FilterValues } from '../listing/column';
import { viewActions } from './saved-views';
import { useListView } from './use-list-view';
import { ViewDialog } from './ViewDialog';

interface ViewsButtonProps<T> {
  resource: ViewResource;
  columns: readonly Column<T>[];
  own: { filter: FilterValues; sort: { field: string; order: 'ASC' | 'DESC' } };
}

/** The saved views of a list: choose one, keep what one sees as another, change one's own. */
export function ViewsButton<T>({ resource, columns, own }: ViewsButtonProps<T>) {
  const view = useListView(resource, columns, own);
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const { current, changed } = view;
  const mine = view.views.filter((each) => each.mine);
  const others = view.views.filter((each) => !each.mine);
  const then = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  const keep = async ({ id, version }: SavedViewView) => {
    try {
      await viewActions.edit(id, { version, settings: view.settings });
      notify('The view is kept as it is now.', { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await view.refresh();
  };
  const item = (each: SavedViewView) => (
    <MenuItem
      key={each.id}
      dense
      selected={each.id === current?.id}
      onClick={then(() => view.show(each))}
    >
      <ListItemIcon>{each.id === current?.id && <CheckIcon fontSize="small" />}</ListItemIcon>
      <ListItemText secondary={each.mine && each.shared ? 'Shared with everybody' : undefined}>
        {each.name}
      </ListItemText>
    </MenuItem>
  );
  return (
    <>
      <Button
        startIcon={<BookmarksOutlinedIcon />}
        aria-haspopup="menu"
        aria-label={`${current ? `View: ${current.name}` : 'Views: the list’s own'}${changed ? ', changed' : ''}`}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ maxWidth: 260 }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {current?.name ?? 'Views'}
          {current && changed && <span aria-hidden> *</span>}
        </Box>
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 260, maxWidth: 360 } } }}
      >
        <MenuItem dense selected={current === null} onClick={then(() => view.show(null))}>
          <ListItemIcon>{current === null && <CheckIcon fontSize="small" />}</ListItemIcon>
          <ListItemText>The list’s own</ListItemText>
        </MenuItem>
        {view.error && (
          <MenuItem dense disabled>
            {sentenceOf(view.error)}
          </MenuItem>
        )}
        {mine.length > 0 && <ListSubheader role="presentation">Mine</ListSubheader>}
        {mine.map(item)}
        {others.length > 0 && (
          <ListSubheader role="presentation">Shared by colleagues</ListSubheader>
        )}
        {others.map(item)}
        <Divider component="li" role="presentation" />
        {current?.mine && changed && (
          <MenuItem dense onClick={then(() => void keep(current))}>
            Keep the changes of “{current.name}”
          </MenuItem>
        )}
        <MenuItem dense onClick={then(() => setDialog('new'))}>
          Save what I see as a view…
        </MenuItem>
        {current?.mine && (
          <MenuItem dense onClick={then(() => setDialog('edit'))}>
            Rename, share or remove “{current.name}”…
          </MenuItem>
        )}
      </Menu>
      {dialog && (
        <ViewDialog
          resource={resource}
          view={dialog === 'edit' ? current : null}
          settings={view.settings}
          onClose={() => setDialog(null)}
          onDone={async (id) => {
            await view.refresh();
            view.setViewId(id);
          }}
        />
      )}
    </>
  );
}
