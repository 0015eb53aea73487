import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Switch from '@mui/material/Switch';
import { useTheme } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useDataProvider } from 'react-admin';
import { TAG_COLOURS, type TagView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { changedOf } from '../forms/changed';
import { useFields } from '../forms/use-fields';
import { tintOf } from '../theme/tints';
import { COLOUR_LABELS } from './tag-colours';

/** Makes a tag; renames one, recolours it, retires it or brings it back. */
export function TagEdit({ tag, onClose }: { tag: TagView | null; onClose: () => void }) {
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const theme = useTheme();
  const labelId = useId();
  const [initial] = useState(() => ({
    name: tag?.name ?? '',
    colour: tag?.colour ?? 'grey',
    active: tag?.active ?? true,
  }));
  const form = useFields(initial);
  const { values, set } = form;
  return (
    <ActionDialog
      title={tag ? `Tag: ${tag.name}` : 'New tag'}
      submitLabel={tag ? 'Save' : 'Make the tag'}
      version={tag?.version ?? 0}
      disabled={values.name.trim() === ''}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { name, colour } = values;
        await (tag
          ? dataProvider.update('tags', {
              id: tag.id,
              previousData: tag,
              data: { ...changedOf(initial, values), version },
            })
          : dataProvider.create('tags', { data: { name, colour } }));
        await queryClient.invalidateQueries({ queryKey: ['tags'] });
      }}
    >
      <TextField
        label="Name"
        autoFocus
        {...form.text('name')}
        slotProps={{ htmlInput: { maxLength: 60 } }}
      />
      <div>
        <Typography variant="h3" component="p" id={labelId} sx={{ mb: 0.5 }}>
          Colour
        </Typography>
        <RadioGroup
          row
          aria-labelledby={labelId}
          value={values.colour}
          onChange={(event) => set({ colour: event.target.value as TagView['colour'] })}
        >
          {TAG_COLOURS.map((colour) => {
            const { fill, word } = tintOf(colour, theme);
            return (
              <FormControlLabel
                key={colour}
                value={colour}
                control={<Radio size="small" />}
                label={
                  <Box
                    component="span"
                    sx={{ px: 1, py: 0.25, borderRadius: 1, bgcolor: fill, color: word }}
                  >
                    {COLOUR_LABELS[colour]}
                  </Box>
                }
              />
            );
          })}
        </RadioGroup>
      </div>
      {tag && (
        <FormControlLabel
          control={
            <Switch checked={values.active} onChange={(_event, active) => set({ active })} />
          }
          label="In use; a retired tag stays where it is and is not given any more"
        />
      )}
    </ActionDialog>
  );
}
