import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { labelOf, LANGUAGES, type DutyNow, type OnDutyPerson } from '#contract';
import { sentenceOf } from '../api/refusal';
import { Panel } from '../leads/page/Panel';
import { forgetMe, ME_KEY, useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { phoneInWords } from '../words/phone';
import { DUTY_KEY, dutyActions, loadInWords } from './duty-api';

/** Who is on duty, on call or away now, whether we are open, and my own switch. */
export function WorkingNow({ duty }: { duty: DutyNow }) {
  return (
    <Panel title="Now">
      {duty.warnings.map((warning) => (
        <Alert key={warning} severity="warning" sx={{ mb: 1 }}>
          {warning}
        </Alert>
      ))}
      <Typography>
        <strong>{duty.open ? 'We are open' : 'We are closed'}</strong>
        {duty.closedBecause && ` (${duty.closedBecause})`}
        {duty.open && duty.closesAt && (
          <>
            ; we close <Moment at={duty.closesAt} />
          </>
        )}
        {!duty.open && duty.opensAt && (
          <>
            ; we open <Moment at={duty.opensAt} />
          </>
        )}
        .{' '}
        {duty.backupPhone && (
          <>
            Backup line after hours:{' '}
            <span style={{ whiteSpace: 'nowrap' }}>{phoneInWords(duty.backupPhone)}</span>.
          </>
        )}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          mt: 1.5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1.4fr 1fr 1fr' },
        }}
      >
        <People title="On duty" none="Nobody is on duty." people={duty.onDuty} withLoad />
        <People title="On call" none="Nobody is on call." people={duty.onCall} />
        <People title="Out of office" none="Nobody is away." people={duty.outOfOffice} />
      </Box>
      <MySwitch duty={duty} />
    </Panel>
  );
}

interface PeopleProps {
  title: string;
  none: string;
  people: readonly OnDutyPerson[];
  withLoad?: boolean;
}

function People({ title, none, people, withLoad = false }: PeopleProps) {
  return (
    <section>
      <Typography variant="h3" component="h3">
        {title} · {people.length}
      </Typography>
      {people.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {none}
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {people.map((person) => (
          <Box component="li" key={person.staffId} sx={{ py: 0.5 }}>
            <Typography sx={{ fontWeight: 600 }} component="span">
              {person.name}
            </Typography>
            {withLoad && (
              <Box
                component="span"
                sx={{
                  color: person.full ? 'warning.main' : 'text.secondary',
                  fontSize: '0.875rem',
                }}
              >
                {' '}
                · {loadInWords(person)}
                {person.full && ', full'}
              </Box>
            )}
            <Typography variant="body2" color="textSecondary">
              {person.because}
              {person.until && (
                <>
                  {' '}
                  Until <Moment at={person.until} />.
                </>
              )}
              {withLoad &&
                person.languages.length > 1 &&
                ` Speaks ${person.languages.map((code) => labelOf(LANGUAGES, code)).join(', ')}.`}
            </Typography>
          </Box>
        ))}
      </Box>
    </section>
  );
}

/** The switch by hand; it counts while no shifts of one's own are planned. */
function MySwitch({ duty }: { duty: DutyNow }) {
  const { me, may } = useMe();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  if (!me || !may('lead.work')) return null;
  const now = [...duty.onDuty, ...duty.outOfOffice].find((person) => person.staffId === me.id);
  const turn = async (onDuty: boolean) => {
    setBusy(true);
    try {
      await dutyActions.switchMe(onDuty);
      forgetMe();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ME_KEY }),
        queryClient.invalidateQueries({ queryKey: DUTY_KEY }),
      ]);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    setBusy(false);
  };
  return (
    <Box sx={{ mt: 2, pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
      <FormControlLabel
        control={
          <Switch
            checked={me.onDuty}
            disabled={busy}
            onChange={(_event, onDuty) => void turn(onDuty)}
          />
        }
        label="Switch me on duty"
      />
      <Typography variant="body2" color="textSecondary">
        You now: {now ? now.because : 'not on duty.'} The switch counts while no shifts of yours are
        planned within two weeks.
      </Typography>
    </Box>
  );
}
