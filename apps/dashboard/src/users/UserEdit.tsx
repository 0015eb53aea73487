import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import { LANGUAGES, ROLE_LABELS, ROLES, type StaffView } from '#contract';
import { setStaffStatus, signOutStaff } from '../api/actions';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { changedOf } from '../forms/changed';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { useTeamChoices } from '../forms/use-choices';

/** Changes a colleague's role, team, duty and languages; shuts them out, or lets them in again. */
export function UserEdit({ person, onClose }: { person: StaffView; onClose: () => void }) {
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const teams = useTeamChoices();
  const [initial] = useState(() => ({
    name: person.name,
    role: person.role,
    teamId: person.teamId ?? '',
    onDuty: person.onDuty,
    languages: person.languages,
  }));
  const form = useFields(initial);
  const { values, set } = form;
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['users'] });
  const change = async (status: 'disabled' | 'active') => {
    try {
      await setStaffStatus(person, status);
      notify(
        status === 'disabled'
          ? `${person.name} is signed out everywhere.`
          : `${person.name} may sign in again.`,
        { type: 'success' },
      );
      await refresh();
      onClose();
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
  };
  const signOut = async () => {
    try {
      await signOutStaff(person);
      notify(`${person.name} is signed out everywhere.`, { type: 'success' });
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
  };
  return (
    <ActionDialog
      title={person.name}
      submitLabel="Save"
      version={person.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const { teamId, ...changed } = changedOf(initial, values);
        await dataProvider.update('users', {
          id: person.id,
          previousData: person,
          data: {
            version,
            ...changed,
            ...(teamId === undefined ? {} : { teamId: teamId || null }),
          },
        });
        await refresh();
      }}
    >
      {problem && <Alert severity="error">{problem}</Alert>}
      <TextField label="Name" {...form.text('name')} />
      <ChoiceField
        label="Role"
        choices={ROLES.map((code) => ({ code, label: ROLE_LABELS[code] }))}
        {...form.text('role')}
      />
      <ChoiceField label="Team" none="None" choices={teams} {...form.text('teamId')} />
      <FormControlLabel
        control={<Switch checked={values.onDuty} onChange={(_event, onDuty) => set({ onDuty })} />}
        label="On duty: new leads are given to them"
      />
      <FormGroup row role="group" aria-label="Languages">
        {LANGUAGES.map(({ code, label }) => (
          <FormControlLabel
            key={code}
            label={label}
            control={
              <Checkbox
                checked={values.languages.includes(code)}
                onChange={(_event, checked) =>
                  set({
                    languages: checked
                      ? [...values.languages, code]
                      : values.languages.filter((each) => each !== code),
                  })
                }
              />
            }
          />
        ))}
      </FormGroup>
      {person.status === 'active' && (
        <Button variant="outlined" onClick={() => void signOut()}>
          Sign out everywhere
        </Button>
      )}
      {person.status === 'disabled' ? (
        <Button variant="outlined" onClick={() => void change('active')}>
          Let them in again
        </Button>
      ) : asking ? (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" onClick={() => void change('disabled')}>
              Disable
            </Button>
          }
        >
          <Typography variant="body2">
            They are signed out everywhere at once and cannot sign in. Their leads stay theirs until
            you assign them.
          </Typography>
        </Alert>
      ) : (
        <Button variant="outlined" color="error" onClick={() => setAsking(true)}>
          Disable this colleague
        </Button>
      )}
    </ActionDialog>
  );
}
