import CallOutlinedIcon from '@mui/icons-material/CallOutlined';
import CallSplitIcon from '@mui/icons-material/CallSplit';
import EmailOutlinedIcon from '@mui/icons-material/EmailOutlined';
import HourglassEmptyIcon from '@mui/icons-material/HourglassEmpty';
import SmsOutlinedIcon from '@mui/icons-material/SmsOutlined';
import TodayOutlinedIcon from '@mui/icons-material/TodayOutlined';
import type { CadenceStepKind } from '#contract';

export const STEP_ICONS: Record<CadenceStepKind, typeof CallSplitIcon> = {
  call: CallOutlinedIcon,
  sms: SmsOutlinedIcon,
  email: EmailOutlinedIcon,
  wait: HourglassEmptyIcon,
  day: TodayOutlinedIcon,
  branch: CallSplitIcon,
};
