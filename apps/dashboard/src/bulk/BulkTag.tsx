import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useMe } from '../session/me';
import { useTags } from '../tags/use-tags';
import { BulkProgress } from './BulkProgress';
import { leadsInWords } from './leads-in-words';
import type { Bulk } from './use-bulk';

/** Marks the chosen leads with a tag, or takes it off them. */
export default function BulkTag({ bulk, onClose }: { bulk: Bulk; onClose: () => void }) {
  const { all, active, byId } = useTags();
  const mayMake = useMe().may('tag.write');
  const form = useFields({ tagId: '', way: 'add' });
  const { tagId, way } = form.values;
  const add = way === 'add';
  const choices = (add ? active : all).map(({ id, name }) => ({ code: id, label: name }));
  const name = byId.get(tagId)?.name ?? '';
  return (
    <ActionDialog
      title={`Tag ${leadsInWords(bulk.selectedIds.length)}`}
      submitLabel={add ? 'Tag them' : 'Take it off'}
      version={0}
      disabled={!choices.some(({ code }) => code === tagId)}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={() =>
        bulk.change(
          { kind: 'tag', what: { tagId, add } },
          add ? `Tagged “${name}”` : `Tag “${name}” taken off`,
        )
      }
    >
      <RadioGroup
        row
        aria-label="Add or take off"
        value={way}
        onChange={(event) => form.set({ way: event.target.value })}
      >
        <FormControlLabel value="add" control={<Radio size="small" />} label="Add a tag" />
        <FormControlLabel value="remove" control={<Radio size="small" />} label="Take a tag off" />
      </RadioGroup>
      <ChoiceField label="Tag" none="Choose…" choices={choices} {...form.text('tagId')} />
      {all.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          There are no tags yet.{' '}
          {mayMake ? (
            <Button component={Link} to="/tags" size="small">
              Make one
            </Button>
          ) : (
            'A manager can make them.'
          )}
        </Typography>
      )}
      <BulkProgress bulk={bulk} />
    </ActionDialog>
  );
}
