import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useNotify } from 'react-admin';
import type { SavedViewSettings, SavedViewView, ViewResource } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { viewActions } from './saved-views';

interface ViewDialogProps {
  resource: ViewResource;
  /** The view to change; null makes one of what is seen. */
  view: SavedViewView | null;
  settings: SavedViewSettings;
  onClose: () => void;
  /** With the view that is there now; null after it was removed. */
  onDone: (id: string | null) => Promise<void>;
}

/** Names a view and says who sees it. */
export function ViewDialog({ resource, view, settings, onClose, onDone }: ViewDialogProps) {
  const notify = useNotify();
  const form = useFields({ name: view?.name ?? '', shared: view?.shared ?? false });
  const { name, shared } = form.values;
  const remove = async (id: string) => {
    try {
      await viewActions.remove(id);
      onClose();
      await onDone(null);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <ActionDialog
      title={view ? 'The view' : 'Save what I see as a view'}
      submitLabel="Save the view"
      version={view?.version ?? 0}
      disabled={name.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const saved = view
          ? await viewActions.edit(view.id, { version, name, shared })
          : await viewActions.create({ resource, name, shared, settings });
        await onDone(saved.id);
      }}
    >
      <TextField
        label="Name"
        autoFocus
        {...form.text('name')}
        slotProps={{ htmlInput: { maxLength: 80 } }}
        helperText={form.errors.name ?? 'The filters, the order and the columns are kept with it.'}
      />
      <FormControlLabel
        control={
          <Switch checked={shared} onChange={(_event, value) => form.set({ shared: value })} />
        }
        label="Shared: colleagues who may see this list can use it"
      />
      {view && (
        <Button
          variant="outlined"
          color="error"
          onClick={() => void remove(view.id)}
          sx={{ justifySelf: 'start', alignSelf: 'start' }}
        >
          Remove this view
        </Button>
      )}
    </ActionDialog>
  );
}
