import EmailOutlinedIcon from '@mui/icons-material/EmailOutlined';
import PhoneOutlinedIcon from '@mui/icons-material/PhoneOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { labelOf, type LeadContactView, type LeadDetail, RELATIONSHIPS } from '#contract';
import { useMe } from '../../session/me';
import { PhoneLink } from '../../words/PhoneLink';
import { openAction } from '../actions/open-action';
import { Panel } from './Panel';

type Point = LeadContactView['points'][number];

/** The people around this lead and how each may be reached. */
export function ContactsPanel({ lead }: { lead: LeadDetail }) {
  return (
    <Panel title="Contacts">
      <Box sx={{ display: 'grid', gap: 2 }}>
        {lead.contacts.map((contact) => (
          <Box key={contact.personId}>
            <Typography component="h3" sx={{ fontWeight: 650 }}>
              {contact.name ?? 'Name not given yet'}{' '}
              <Typography component="span" variant="body2" color="textSecondary">
                {contact.isPatient
                  ? 'patient'
                  : labelOf(RELATIONSHIPS, contact.relationship).toLowerCase()}
              </Typography>
            </Typography>
            {contact.points.map((point) => (
              <ContactPoint key={point.id} point={point} />
            ))}
            {contact.points.length === 0 && (
              <Typography variant="body2" color="textSecondary">
                No way to reach them is known.
              </Typography>
            )}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}

function ContactPoint({ point }: { point: Point }) {
  const isPhone = point.kind === 'phone';
  const mayCall = useMe().may('call.log');
  const Icon = isPhone ? PhoneOutlinedIcon : EmailOutlinedIcon;
  return (
    <Box sx={{ mt: 0.75 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Icon
          sx={{ fontSize: 18, color: 'text.secondary' }}
          titleAccess={isPhone ? 'Phone' : 'E-mail'}
        />
        {isPhone ? (
          <PhoneLink value={point.value} strong />
        ) : (
          <Link href={`mailto:${point.value}`} underline="hover" sx={{ overflowWrap: 'anywhere' }}>
            {point.value}
          </Link>
        )}
        <Box sx={{ flex: 1 }} />
        {isPhone && mayCall && (
          <Button
            size="small"
            onClick={() => openAction({ action: 'call', contactPointId: point.id })}
          >
            Log a call
          </Button>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 0.5 }}>
        {marksOf(point).map(([label, color]) => (
          <Chip key={label} size="small" variant="outlined" label={label} color={color} />
        ))}
      </Box>
    </Box>
  );
}

const CONSENTS: Record<string, string> = {
  call: 'Calls agreed',
  sms: 'Texts agreed',
  email: 'E-mail agreed',
};

type Mark = [string, 'default' | 'error' | 'success'];

/** What is allowed on this number or address, in words; danger in red and in words. */
function marksOf(point: Point): Mark[] {
  const marks: Mark[] = [];
  if (point.kind === 'phone') {
    if (point.safeToVoicemail === false) marks.push(['No voicemail: not safe', 'error']);
    else if (point.safeToVoicemail) marks.push(['Voicemail is safe', 'success']);
    else marks.push(['Voicemail: not asked', 'default']);
    if (point.safeToText === false) marks.push(['No texts: not safe', 'error']);
    else if (point.safeToText) marks.push(['Texts are safe', 'success']);
  }
  if (point.preferredTime) marks.push([`Best time: ${point.preferredTime}`, 'default']);
  for (const consent of point.consents)
    marks.push([CONSENTS[consent] ?? `Consent: ${consent}`, 'default']);
  return marks;
}
