import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ROLE_LABELS } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Facts } from '../leads/page/Facts';
import { Panel } from '../leads/page/Panel';
import { ChangePassword } from './ChangePassword';
import { Devices } from './Devices';
import { useMe } from './me';
import { Passkeys } from './Passkeys';
import { SecondFactor } from './SecondFactor';

/** One's own account: who one is here, the password, the second factor, passkeys, and where one is signed in. */
export default function AccountPage() {
  useDocumentTitle('Account');
  const { me } = useMe();
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 640 }}>
      <Typography variant="h1">Account and security</Typography>
      {me && (
        <Panel title="You">
          <Facts
            facts={[
              ['Name', me.name],
              ['E-mail', me.email],
              ['Role', ROLE_LABELS[me.role]],
              ['Duty', me.onDuty ? 'On duty: new leads come to you' : 'Off duty'],
            ]}
          />
        </Panel>
      )}
      <SecondFactor />
      <Passkeys />
      <ChangePassword />
      <Devices />
    </Box>
  );
}
