import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { FormEvent } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import { LANGUAGES, RELATIONSHIPS } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useSourceChoices } from '../forms/use-choices';
import { useSubmission } from '../forms/use-submission';
import { useDocumentTitle } from '../layout/use-document-title';
import { DuplicateWarning } from '../merging/DuplicateWarning';

/** A lead typed by staff: somebody walked in, a partner rang, a call was taken elsewhere. */
export default function LeadCreate() {
  useDocumentTitle('New lead');
  const dataProvider = useDataProvider();
  const navigate = useNavigate();
  const notify = useNotify();
  const form = useFields({
    name: '',
    phone: '',
    email: '',
    forWhom: 'self',
    relationship: '',
    zip: '',
    language: 'en',
    message: '',
    sourceId: '',
  });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const { values } = form;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const given = Object.entries(values).filter(([, value]) => value !== '');
      const { data } = await dataProvider.create('leads', { data: Object.fromEntries(given) });
      notify(`Lead #${data.number} is open.`, { type: 'success' });
      void navigate(`/leads/${data.id}/show`);
    });
  };
  return (
    <Stack spacing={2} sx={{ maxWidth: 640 }}>
      <div>
        <Typography variant="h1">New lead</Typography>
        <Typography color="textSecondary" variant="body2">
          A name and one way to reach them is enough. If this person has an open lead, you are told
          its number instead.
        </Typography>
      </div>
      <Paper
        component="form"
        noValidate
        onSubmit={submit}
        sx={{ p: { xs: 2, sm: 3 }, border: 1, borderColor: 'divider', borderRadius: 2 }}
      >
        <Stack spacing={2}>
          {problem && <Alert severity="error">{problem}</Alert>}
          <TextField
            label="Name of who is asking"
            required
            autoFocus
            autoComplete="off"
            {...form.text('name')}
          />
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
            <TextField
              fullWidth
              label="Phone"
              type="tel"
              autoComplete="off"
              {...form.text('phone')}
            />
            <TextField
              fullWidth
              label="E-mail"
              type="email"
              autoComplete="off"
              {...form.text('email')}
            />
          </Stack>
          <DuplicateWarning
            name={values.name}
            phone={values.phone}
            email={values.email}
            zip={values.zip}
          />
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
            <ChoiceField
              label="Who needs help?"
              choices={[
                { code: 'self', label: 'They themselves' },
                { code: 'other', label: 'Someone else' },
              ]}
              {...form.text('forWhom')}
            />
            {values.forWhom === 'other' && (
              <ChoiceField
                label="They are the patient’s"
                none="Not said"
                choices={RELATIONSHIPS.filter((each) => each.code !== 'self')}
                {...form.text('relationship')}
              />
            )}
          </Stack>
          <TextField label="What is going on" multiline minRows={4} {...form.text('message')} />
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
            <TextField fullWidth label="ZIP" autoComplete="off" {...form.text('zip')} />
            <ChoiceField label="Language" choices={LANGUAGES} {...form.text('language')} />
            <ChoiceField
              label="Source"
              none="Not known"
              choices={useSourceChoices()}
              {...form.text('sourceId')}
            />
          </Stack>
          <Stack direction="row" spacing={1}>
            <Button type="submit" variant="contained" loading={busy}>
              Open the lead
            </Button>
            <Button component={Link} to="/leads" color="secondary">
              Cancel
            </Button>
          </Stack>
        </Stack>
      </Paper>
    </Stack>
  );
}
