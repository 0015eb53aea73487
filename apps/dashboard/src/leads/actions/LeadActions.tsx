import { Suspense, useEffect } from 'react';
import type { LeadDetail } from '#contract';
import { RecordConsent } from '../../contacts';
import { hasOwnKeys } from '../../layout/has-own-keys';
import { ScreenerDialog } from '../../screener';
import { useMe } from '../../session/me';
import { GiveBack } from '../../workbench/GiveBack';
import { HandOver } from '../../workbench/HandOver';
import { SetAside } from '../../workbench/SetAside';
import { AddCoverage } from './AddCoverage';
import { Assign } from './Assign';
import { ChangeStage } from './ChangeStage';
import { CloseLead } from './CloseLead';
import { CreateLeadTask } from './CreateLeadTask';
import { EditDetails } from './EditDetails';
import { LogCall } from './LogCall';
import { OfferLowCost } from './OfferLowCost';
import { type LeadAction, openAction, useOpenedAction } from './open-action';
import { WriteNote } from './WriteNote';

interface LeadActionsProps {
  lead: LeadDetail;
  /** It was set aside, handed over or returned. */
  onLetGo?: () => void;
}

const KEYS: Record<string, LeadAction> = {
  c: 'call',
  a: 'consent',
  m: 'note',
  q: 'screener',
  s: 'snooze',
  h: 'handover',
  r: 'return',
};

/** The open action of a lead, and its keys: c logs a call, a records what they agree to, m writes a note, q asks the questions … */
export function LeadActions({ lead, onLetGo }: LeadActionsProps) {
  const opened = useOpenedAction();
  const { me, may } = useMe();
  const mayCall = may('call.log');
  const mayWork = may('lead.work');
  const isMine = me !== undefined && lead.ownerId === me.id;
  const isOpen = lead.closedAt === null;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || hasOwnKeys(event.target)) return;
      const action = KEYS[event.key];
      if (!action || event.defaultPrevented) return;
      if (action === 'call' ? !mayCall : !mayWork) return;
      if (!isOpen && action !== 'call' && action !== 'note') return;
      if (action === 'return' && !isMine) return;
      openAction({ action });
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [mayCall, mayWork, isMine, isOpen]);
  useEffect(() => () => openAction(null), []);

  switch (opened?.action) {
    case 'call':
      return <LogCall lead={lead} contactPointId={opened.contactPointId} />;
    case 'consent':
      return (
        <Suspense fallback={null}>
          <RecordConsent lead={lead} contactPointId={opened.contactPointId} />
        </Suspense>
      );
    case 'note':
      return <WriteNote lead={lead} />;
    case 'assign':
      return <Assign lead={lead} />;
    case 'stage':
      return <ChangeStage lead={lead} />;
    case 'close':
      return <CloseLead lead={lead} />;
    case 'lowCost':
      return <OfferLowCost lead={lead} />;
    case 'coverage':
      return <AddCoverage lead={lead} />;
    case 'edit':
      return <EditDetails lead={lead} />;
    case 'task':
      return <CreateLeadTask lead={lead} />;
    case 'screener':
      return (
        <Suspense fallback={null}>
          <ScreenerDialog lead={lead} />
        </Suspense>
      );
    case 'snooze':
      return <SetAside lead={lead} onLetGo={onLetGo} />;
    case 'handover':
      return <HandOver lead={lead} onLetGo={onLetGo} />;
    case 'return':
      return <GiveBack lead={lead} onLetGo={onLetGo} />;
    case undefined:
      return null;
  }
}
