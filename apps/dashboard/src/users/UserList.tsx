import PersonAddAltIcon from '@mui/icons-material/PersonAddAlt';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { labelOf, LANGUAGES, ROLE_LABELS, ROLES, type StaffView } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { NameOf } from '../words/NameOf';
import { UserCreate } from './UserCreate';
import { UserEdit } from './UserEdit';

const status = (person: StaffView) =>
  person.status === 'disabled' ? (
    <Chip size="small" variant="outlined" color="error" label="Disabled" />
  ) : person.onDuty ? (
    <Chip size="small" variant="outlined" color="success" label="On duty" />
  ) : (
    <Chip size="small" variant="outlined" label="Off duty" />
  );

const COLUMNS: readonly Column<StaffView>[] = [
  { key: 'name', label: 'Name', sort: 'name', cell: (person) => <strong>{person.name}</strong> },
  { key: 'email', label: 'E-mail', cell: (person) => person.email },
  { key: 'role', label: 'Role', sort: 'role', cell: (person) => ROLE_LABELS[person.role] },
  {
    key: 'team',
    label: 'Team',
    cell: (person) => <NameOf resource="teams" id={person.teamId} none="None" />,
  },
  { key: 'status', label: 'Status', cell: status },
  {
    key: 'languages',
    label: 'Languages',
    cell: (person) => person.languages.map((code) => labelOf(LANGUAGES, code)).join(', '),
  },
  {
    key: 'twoFactor',
    label: 'Second factor',
    cell: (person) => (person.twoFactor ? 'On' : 'Not set up'),
  },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'onDuty', label: 'On duty', value: true },
  {
    kind: 'choice',
    source: 'role',
    label: 'Role',
    choices: ROLES.map((code) => ({ code, label: ROLE_LABELS[code] })),
  },
  {
    kind: 'choice',
    source: 'status',
    label: 'Status',
    choices: [
      { code: 'active', label: 'Active' },
      { code: 'disabled', label: 'Disabled' },
    ],
  },
];

/** Who works here. Nobody is deleted: a colleague who leaves is disabled, their work stays. */
export default function UserList() {
  const { may } = useMe();
  const manages = may('staff.manage');
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<StaffView | null>(null);
  return (
    <>
      <ListPage<StaffView>
        resource="users"
        title="Staff"
        about="Who works here, in which role, and who is on duty."
        sort={{ field: 'name', order: 'ASC' }}
        columns={COLUMNS}
        filters={FILTERS}
        onRow={manages ? setEditing : undefined}
        searchLabel="Name or e-mail"
        card={(person) => (
          <>
            <strong>{person.name}</strong> {status(person)}
            <Typography variant="body2" color="textSecondary">
              {ROLE_LABELS[person.role]} · {person.email}
            </Typography>
            {manages && (
              <Button size="small" onClick={() => setEditing(person)}>
                Edit
              </Button>
            )}
          </>
        )}
        empty={{
          title: 'Only you so far',
          sentence: 'Invite colleagues; each gets a link of their own.',
        }}
        actions={
          manages && (
            <Button
              variant="contained"
              startIcon={<PersonAddAltIcon />}
              onClick={() => setInviting(true)}
            >
              Invite
            </Button>
          )
        }
      />
      {inviting && <UserCreate onClose={() => setInviting(false)} />}
      {editing && <UserEdit person={editing} onClose={() => setEditing(null)} />}
    </>
  );
}
