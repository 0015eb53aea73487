import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import { type TemplateView, type Language } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { ConflictTable } from '../forms/ConflictTable';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { templateActions } from '../messages/messages-api';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { codeFrom, type TemplateTexts, textsOf, textsToSend } from './template-texts';
import { TextEditor } from './TextEditor';

export type TemplateLanguage = Language;

interface TemplateEditorProps {
  template: TemplateView | null;
  startsIn?: TemplateLanguage;
  onLanguage?: (language: TemplateLanguage) => void;
}

/** Writes a template: its words in each language, checked and shown as the person will read them. */
export function TemplateEditor({ template, startsIn = 'en', onLanguage }: TemplateEditorProps) {
  const mayWrite = useMe().may('template.write');
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [language, setLanguage] = useState(startsIn);
  const [before] = useState(() => textsOf(template));
  const [texts, setTexts] = useState<TemplateTexts>(before);
  const form = useFields({
    name: template?.name ?? '',
    channel: template?.channel ?? 'sms',
    active: template?.active ?? true,
  });
  const { busy, problem, conflict, run } = useSubmission(form.setErrors);
  const { values } = form;
  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const written = textsToSend(texts, values.channel, template ? before : null);
      if (template === null) {
        const made = await templateActions.create({
          code: codeFrom(values.name),
          name: values.name,
          channel: values.channel,
          texts: written,
        });
        await queryClient.invalidateQueries({ queryKey: ['templates'] });
        notify('Template saved.', { type: 'success' });
        void navigate(`/templates/${made.id}`);
        return;
      }
      await templateActions.edit(template.id, {
        version: template.version,
        name: values.name,
        active: values.active,
        texts: written.length > 0 ? written : undefined,
      });
      await queryClient.invalidateQueries({ queryKey: ['templates'] });
      notify(written.length > 0 ? 'A new version is in use.' : 'Saved.', { type: 'success' });
    });
  };
  const text = template?.texts.find((each) => each.language === language);
  return (
    <Box
      component="form"
      noValidate
      onSubmit={save}
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: { xs: 1, sm: 2 } }}>
        <Typography variant="h1" sx={{ flex: '1 1 160px', minWidth: 0 }}>
          {template?.name ?? 'New template'}
        </Typography>
        <Button component={Link} to="/templates" color="secondary">
          {mayWrite ? 'Cancel' : 'All templates'}
        </Button>
        {mayWrite && (
          <Button type="submit" variant="contained" loading={busy}>
            Save
          </Button>
        )}
      </Box>
      {conflict ? (
        <ConflictTable conflict={conflict} />
      ) : (
        problem && <Alert severity="error">{problem}</Alert>
      )}
      <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 2.5 } }}>
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ alignItems: 'center' }}>
          <TextField
            fullWidth
            required
            label="Name"
            autoComplete="off"
            disabled={!mayWrite}
            {...form.text('name')}
            error={form.errors.name !== undefined || form.errors.code !== undefined}
            helperText={form.errors.name ?? form.errors.code}
          />
          {template === null ? (
            <ChoiceField
              label="Way"
              choices={[
                { code: 'sms', label: 'Text' },
                { code: 'email', label: 'E-mail' },
              ]}
              {...form.text('channel')}
            />
          ) : (
            <FormControlLabel
              sx={{ flexShrink: 0 }}
              control={
                <Switch
                  checked={values.active}
                  disabled={!mayWrite}
                  onChange={(_event, active) => form.set({ active })}
                />
              }
              label="In use"
            />
          )}
        </Stack>
        <Tabs
          value={language}
          onChange={(_event, next: TemplateLanguage) => {
            setLanguage(next);
            onLanguage?.(next);
          }}
          aria-label="Language"
          sx={{ mt: 1, mb: 2, borderBottom: 1, borderColor: 'divider' }}
        >
          <Tab value="en" label="English" id="text-tab-en" aria-controls="text-panel" />
          <Tab value="es" label="Spanish" id="text-tab-es" aria-controls="text-panel" />
        </Tabs>
        <Box role="tabpanel" id="text-panel" aria-labelledby={`text-tab-${language}`}>
          <TextEditor
            key={language}
            channel={values.channel}
            value={texts[language]}
            readOnly={!mayWrite}
            errors={form.errors}
            onChange={(next) => setTexts({ ...texts, [language]: next })}
          />
          {text && (
            <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
              Version {text.number}, written <Moment at={text.createdAt} />
              {text.writtenBy && (
                <>
                  {' '}
                  by <NameOf resource="users" id={text.writtenBy} />
                </>
              )}
              . Changing it makes version {text.number + 1}.
            </Typography>
          )}
        </Box>
      </Paper>
    </Box>
  );
}
