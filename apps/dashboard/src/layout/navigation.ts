import ArticleOutlinedIcon from '@mui/icons-material/ArticleOutlined';
import AssignmentTurnedInOutlinedIcon from '@mui/icons-material/AssignmentTurnedInOutlined';
import GroupsOutlinedIcon from '@mui/icons-material/GroupsOutlined';
import HealthAndSafetyOutlinedIcon from '@mui/icons-material/HealthAndSafetyOutlined';
import HomeWorkOutlinedIcon from '@mui/icons-material/HomeWorkOutlined';
import HubOutlinedIcon from '@mui/icons-material/HubOutlined';
import ForumOutlinedIcon from '@mui/icons-material/ForumOutlined';
import TextSnippetOutlinedIcon from '@mui/icons-material/TextSnippetOutlined';
import RepeatOutlinedIcon from '@mui/icons-material/RepeatOutlined';
import InboxOutlinedIcon from '@mui/icons-material/InboxOutlined';
import PeopleAltOutlinedIcon from '@mui/icons-material/PeopleAltOutlined';
import PendingActionsOutlinedIcon from '@mui/icons-material/PendingActionsOutlined';
import WebhookOutlinedIcon from '@mui/icons-material/WebhookOutlined';
import PhoneInTalkOutlinedIcon from '@mui/icons-material/PhoneInTalkOutlined';
import DeleteSweepOutlinedIcon from '@mui/icons-material/DeleteSweepOutlined';
import EventAvailableOutlinedIcon from '@mui/icons-material/EventAvailableOutlined';
import AdminPanelSettingsOutlinedIcon from '@mui/icons-material/AdminPanelSettingsOutlined';
import MenuBookOutlinedIcon from '@mui/icons-material/MenuBookOutlined';
import AltRouteOutlinedIcon from '@mui/icons-material/AltRouteOutlined';
import VerifiedOutlinedIcon from '@mui/icons-material/VerifiedOutlined';
import SupportAgentOutlinedIcon from '@mui/icons-material/SupportAgentOutlined';
import PolicyOutlinedIcon from '@mui/icons-material/PolicyOutlined';
import SendOutlinedIcon from '@mui/icons-material/SendOutlined';
import GppMaybeOutlinedIcon from '@mui/icons-material/GppMaybeOutlined';
import SettingsOutlinedIcon from '@mui/icons-material/SettingsOutlined';
import WbTwilightOutlinedIcon from '@mui/icons-material/WbTwilightOutlined';
import InsightsOutlinedIcon from '@mui/icons-material/InsightsOutlined';
import type { Permission } from '#contract';

export interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: typeof InboxOutlinedIcon;
  readonly needs: Permission;
  /** Where a long menu keeps it; what is set up and overseen when nothing is said. */
  readonly group?: 'directory';
}

/** Places behind one word of a menu that is too long to show them all. */
export interface PlaceGroup {
  readonly label: string;
  readonly icon: typeof InboxOutlinedIcon;
  readonly places: readonly Place[];
}

/** The work of every day. */
export const DAILY: readonly Place[] = [
  { to: '/workbench', label: 'Workbench', icon: SupportAgentOutlinedIcon, needs: 'lead.work' },
  { to: '/', label: 'Today', icon: WbTwilightOutlinedIcon, needs: 'report.read' },
  { to: '/leads', label: 'Leads', icon: PeopleAltOutlinedIcon, needs: 'lead.read' },
  { to: '/inbox', label: 'Messages', icon: ForumOutlinedIcon, needs: 'message.read' },
  { to: '/tasks', label: 'Tasks', icon: AssignmentTurnedInOutlinedIcon, needs: 'task.read' },
  { to: '/inquiries', label: 'Inquiries', icon: InboxOutlinedIcon, needs: 'inquiry.read' },
  {
    to: '/benefit-checks',
    label: 'Benefits',
    icon: VerifiedOutlinedIcon,
    needs: 'benefit.read',
  },
  { to: '/calls', label: 'Calls', icon: PhoneInTalkOutlinedIcon, needs: 'call.read' },
  { to: '/referrals', label: 'Referrals', icon: SendOutlinedIcon, needs: 'referral.read' },
  { to: '/facilities', label: 'Facilities', icon: HomeWorkOutlinedIcon, needs: 'facility.read' },
  { to: '/reports', label: 'Reports', icon: InsightsOutlinedIcon, needs: 'report.read' },
];

/** What is set up once and looked up now and then. */
export const HOUSE: readonly Place[] = [
  { to: '/duty', label: 'Duty', icon: EventAvailableOutlinedIcon, needs: 'duty.read' },
  { to: '/routing', label: 'Routing', icon: AltRouteOutlinedIcon, needs: 'routing.read' },
  { to: '/cadences', label: 'Follow-up plans', icon: RepeatOutlinedIcon, needs: 'cadence.read' },
  { to: '/templates', label: 'Templates', icon: TextSnippetOutlinedIcon, needs: 'template.read' },
  { to: '/articles', label: 'Site pages', icon: ArticleOutlinedIcon, needs: 'content.read' },
  { to: '/users', label: 'Staff', icon: GroupsOutlinedIcon, needs: 'staff.read' },
  { to: '/sources', label: 'Sources', icon: HubOutlinedIcon, needs: 'source.read' },
  {
    to: '/payers',
    label: 'Payers',
    icon: HealthAndSafetyOutlinedIcon,
    needs: 'payer.read',
    group: 'directory',
  },
  { to: '/audit-events', label: 'Audit', icon: PolicyOutlinedIcon, needs: 'audit.read' },
  {
    to: '/emergency',
    label: 'Emergency access',
    icon: GppMaybeOutlinedIcon,
    needs: 'emergency.open',
  },
  {
    to: '/erasure-requests',
    label: 'Erasure',
    icon: DeleteSweepOutlinedIcon,
    needs: 'erasure.decide',
  },
  { to: '/jobs', label: 'Jobs', icon: PendingActionsOutlinedIcon, needs: 'job.manage' },
  {
    to: '/webhook-deliveries',
    label: 'Webhooks',
    icon: WebhookOutlinedIcon,
    needs: 'webhook.manage',
  },
  {
    to: '/organisation',
    label: 'Settings',
    icon: SettingsOutlinedIcon,
    needs: 'organisation.manage',
  },
];

/** More links than these do not fit under each other on a laptop. */
const MOST_LINKS = 12;

/** What of the house one may reach, in groups when everything together would not fit. */
export function houseOf(
  may: (permission: Permission) => boolean,
  daily: number,
): readonly (Place | PlaceGroup)[] {
  const places = HOUSE.filter(({ needs }) => may(needs));
  if (daily + places.length <= MOST_LINKS) return places;
  const groups: readonly PlaceGroup[] = [
    {
      label: 'Directory',
      icon: MenuBookOutlinedIcon,
      places: places.filter(({ group }) => group === 'directory'),
    },
    {
      label: 'Manage',
      icon: AdminPanelSettingsOutlinedIcon,
      places: places.filter(({ group }) => group === undefined),
    },
  ];
  return groups.flatMap<Place | PlaceGroup>((group) =>
    group.places.length > 1 ? [group] : group.places,
  );
}

/** Whether a place is where one is. */
export function isHere(to: string, pathname: string): boolean {
  if (to === '/') return pathname === '/';
  const place = BESIDE[pathname] ?? pathname;
  return place === to || place.startsWith(`${to}/`);
}

/** Pages that are reached by a tab of another. */
const BESIDE: Record<string, string> = {
  '/quarantine': '/inquiries',
  '/board': '/leads',
  '/tags': '/leads',
  '/audit/seen-by': '/audit-events',
  '/audit/seen': '/audit-events',
  '/audit/unusual': '/audit-events',
  '/calendar': '/tasks',
  '/tracking-numbers': '/sources',
  '/spend': '/sources',
  '/spend-imports': '/sources',
  '/directory-imports': '/facilities',
  '/legal-holds': '/erasure-requests',
  '/retention': '/erasure-requests',
};
