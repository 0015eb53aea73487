import EmailOutlinedIcon from '@mui/icons-material/EmailOutlined';
import PhoneOutlinedIcon from '@mui/icons-material/PhoneOutlined';
import MoreVertIcon from '@mui/icons-material/MoreVert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { Suspense, useState } from 'react';
import { labelOf, type LeadContactView, type LeadDetail, RELATIONSHIPS } from '#contract';
import {
  AddContact,
  AddPoint,
  EditContact,
  EditPerson,
  EditPoint,
  EndContact,
  ShareStatus,
} from '../../contacts';
import { CallButton } from '../../phone/CallButton';
import { useMe } from '../../session/me';
import { phoneInWords } from '../../words/phone';
import { PhoneLink } from '../../words/PhoneLink';
import { openAction } from '../actions/open-action';
import { Panel } from './Panel';

type Point = LeadContactView['points'][number];

type Opened =
  | { dialog: 'add' }
  | { dialog: 'edit' | 'relationship' | 'share' | 'end' | 'addPoint'; contact: LeadContactView }
  | { dialog: 'editPoint'; contact: LeadContactView; point: Point };

/** The people around this lead, how they stand to the patient, and how each may be reached. */
export function ContactsPanel({ lead }: { lead: LeadDetail }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const mayChange = useMe().may('person.write') && lead.mergedInto === null;
  const close = () => setOpened(null);
  return (
    <Panel
      title="Contacts"
      action={
        mayChange && (
          <Button size="small" onClick={() => setOpened({ dialog: 'add' })}>
            Add
          </Button>
        )
      }
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {lead.contacts.map((contact) => (
          <Contact
            key={contact.personId}
            contact={contact}
            leadId={lead.id}
            onOpen={mayChange ? setOpened : undefined}
          />
        ))}
      </Box>
      <Suspense fallback={null}>
        {opened?.dialog === 'add' && <AddContact lead={lead} onClose={close} />}
        {opened?.dialog === 'edit' && <EditPerson lead={lead} {...opened} onClose={close} />}
        {opened?.dialog === 'relationship' && (
          <EditContact lead={lead} {...opened} onClose={close} />
        )}
        {opened?.dialog === 'share' && <ShareStatus lead={lead} {...opened} onClose={close} />}
        {opened?.dialog === 'end' && <EndContact lead={lead} {...opened} onClose={close} />}
        {opened?.dialog === 'addPoint' && <AddPoint lead={lead} {...opened} onClose={close} />}
        {opened?.dialog === 'editPoint' && <EditPoint lead={lead} {...opened} onClose={close} />}
      </Suspense>
    </Panel>
  );
}

interface ContactProps {
  contact: LeadContactView;
  leadId: string;
  onOpen: ((opened: Opened) => void) | undefined;
}

function Contact({ contact, leadId, onOpen }: ContactProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = (dialog: 'edit' | 'relationship' | 'share' | 'end' | 'addPoint') => () => {
    setAnchor(null);
    onOpen?.({ dialog, contact });
  };
  const name = contact.name ?? 'Name not given yet';
  return (
    <div>
      <Box sx={{ display: 'flex', alignItems: 'flex-start' }}>
        <Typography component="h3" sx={{ fontWeight: 650, flex: 1, minWidth: 0 }}>
          {name}{' '}
          <Typography component="span" variant="body2" color="textSecondary">
            {contact.isPatient
              ? 'patient'
              : labelOf(RELATIONSHIPS, contact.relationship).toLowerCase()}
          </Typography>
        </Typography>
        {onOpen && (
          <IconButton
            size="small"
            aria-label={`More for ${name}`}
            aria-haspopup="menu"
            onClick={(event) => setAnchor(event.currentTarget)}
            sx={{ my: -0.5, mr: -1 }}
          >
            <MoreVertIcon fontSize="small" />
          </IconButton>
        )}
      </Box>
      {contact.points.map((point) => (
        <ContactPoint
          key={point.id}
          point={point}
          leadId={leadId}
          name={name}
          onEdit={onOpen && (() => onOpen({ dialog: 'editPoint', contact, point }))}
        />
      ))}
      {contact.points.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          No way to reach them is known.
        </Typography>
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem dense onClick={open('edit')}>
          Correct name, date of birth or language…
        </MenuItem>
        {!contact.isPatient && (
          <MenuItem dense onClick={open('relationship')}>
            Change the relationship…
          </MenuItem>
        )}
        {!contact.isPatient && contact.points.length > 0 && (
          <MenuItem dense onClick={open('share')}>
            May they follow how it stands…
          </MenuItem>
        )}
        <MenuItem dense onClick={open('addPoint')}>
          Add a number or address…
        </MenuItem>
        {!contact.isPatient && (
          <MenuItem dense onClick={open('end')}>
            No longer a contact…
          </MenuItem>
        )}
      </Menu>
    </div>
  );
}

interface ContactPointProps {
  point: Point;
  leadId: string;
  name: string;
  onEdit: (() => void) | undefined;
}

function ContactPoint({ point, leadId, name, onEdit }: ContactPointProps) {
  const isPhone = point.kind === 'phone';
  const mayCall = useMe().may('call.log');
  const Icon = isPhone ? PhoneOutlinedIcon : EmailOutlinedIcon;
  return (
    <Box sx={{ mt: 0.75 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Icon
          sx={{ fontSize: 18, color: 'text.secondary' }}
          titleAccess={isPhone ? 'Phone' : 'E-mail'}
        />
        {isPhone ? (
          <PhoneLink value={point.value} strong />
        ) : (
          <Link
            href={`mailto:${point.value}`}
            underline="hover"
            sx={{ overflowWrap: 'anywhere', minWidth: 0 }}
          >
            {point.value}
          </Link>
        )}
        <Box sx={{ flex: 1 }} />
        {isPhone && mayCall && <CallButton leadId={leadId} contactPointId={point.id} name={name} />}
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
        {onEdit && (
          <Chip
            component="button"
            size="small"
            clickable
            label="Agreements"
            aria-label={`What was agreed to at ${isPhone ? phoneInWords(point.value) : point.value}`}
            onClick={() => openAction({ action: 'consent', contactPointId: point.id })}
          />
        )}
        {onEdit && (
          <Chip
            component="button"
            size="small"
            clickable
            label="Change"
            aria-label={`Change how ${isPhone ? phoneInWords(point.value) : point.value} may be used`}
            onClick={onEdit}
          />
        )}
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
