import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import type { MessageChannel, TemplateView } from '#contract';

interface TemplateFieldProps {
  channel: MessageChannel;
  language: string;
  value: string;
  onChoose: (templateId: string) => void;
}

/** Which prepared text to begin with. */
export function TemplateField({ channel, language, value, onChoose }: TemplateFieldProps) {
  const { data } = useGetList<TemplateView>('templates', {
    filter: { active: true },
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'name', order: 'ASC' },
  });
  const fitting = (data ?? []).filter((template) => template.channel === channel);
  return (
    <TextField
      select
      fullWidth
      label="Template"
      value={fitting.some(({ id }) => id === value) ? value : ''}
      onChange={(event) => onChoose(event.target.value)}
      helperText={fitting.length === 0 && data ? 'There is none for this way yet.' : undefined}
    >
      <MenuItem value="">None: my own words</MenuItem>
      {fitting.map((template) => {
        const has = template.texts.some((text) => text.language === language);
        return (
          <MenuItem key={template.id} value={template.id} disabled={!has}>
            {template.name}
            {!has && ' · not in this language'}
          </MenuItem>
        );
      })}
    </TextField>
  );
}
