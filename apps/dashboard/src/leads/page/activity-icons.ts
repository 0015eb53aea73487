import AttachFileIcon from '@mui/icons-material/AttachFile';
import SellOutlinedIcon from '@mui/icons-material/SellOutlined';
import ContactsOutlinedIcon from '@mui/icons-material/ContactsOutlined';
import AlarmIcon from '@mui/icons-material/Alarm';
import CallOutlinedIcon from '@mui/icons-material/CallOutlined';
import CheckCircleOutlineIcon from '@mui/icons-material/CheckCircleOutlined';
import EditNoteIcon from '@mui/icons-material/EditNote';
import HandshakeOutlinedIcon from '@mui/icons-material/HandshakeOutlined';
import HealthAndSafetyOutlinedIcon from '@mui/icons-material/HealthAndSafetyOutlined';
import InboxOutlinedIcon from '@mui/icons-material/InboxOutlined';
import PersonOutlineIcon from '@mui/icons-material/PersonOutlined';
import PriorityHighIcon from '@mui/icons-material/PriorityHigh';
import ManageSearchIcon from '@mui/icons-material/ManageSearch';
import LockOpenOutlinedIcon from '@mui/icons-material/LockOpenOutlined';
import SendOutlinedIcon from '@mui/icons-material/SendOutlined';
import TimelineIcon from '@mui/icons-material/Timeline';
import TrendingFlatIcon from '@mui/icons-material/TrendingFlat';
import WhereToVoteOutlinedIcon from '@mui/icons-material/WhereToVoteOutlined';

const ICONS: Record<string, typeof AlarmIcon> = {
  inquiry: InboxOutlinedIcon,
  urgency: PriorityHighIcon,
  stage: TrendingFlatIcon,
  call: CallOutlinedIcon,
  voicemail: CallOutlinedIcon,
  note: EditNoteIcon,
  details: EditNoteIcon,
  task: CheckCircleOutlineIcon,
  clock: AlarmIcon,
  coverage: HealthAndSafetyOutlinedIcon,
  benefit_check: HealthAndSafetyOutlinedIcon,
  consent: HandshakeOutlinedIcon,
  low_cost: HandshakeOutlinedIcon,
  referral: SendOutlinedIcon,
  disclosure: LockOpenOutlinedIcon,
  disclosure_consent: HandshakeOutlinedIcon,
  lead: PersonOutlineIcon,
  file: AttachFileIcon,
  tag: SellOutlinedIcon,
  contact: ContactsOutlinedIcon,
  programs: ManageSearchIcon,
  program: WhereToVoteOutlinedIcon,
};

/** The picture of a kind of activity, by its first word. */
export const iconOf = (kind: string) => ICONS[kind.split('.')[0] ?? ''] ?? TimelineIcon;
