import { useEffect } from 'react';
import type { LeadDetail } from '#contract';
import { useMe } from '../../session/me';
import { AddCoverage } from './AddCoverage';
import { Assign } from './Assign';
import { ChangeStage } from './ChangeStage';
import { CloseLead } from './CloseLead';
import { CreateLeadTask } from './CreateLeadTask';
import { EditDetails } from './EditDetails';
import { LogCall } from './LogCall';
import { OfferLowCost } from './OfferLowCost';
import { openAction, useOpenedAction } from './open-action';
import { WriteNote } from './WriteNote';

/** The open action of a lead, and its keys: c logs a call, m writes a note. */
export function LeadActions({ lead }: { lead: LeadDetail }) {
  const opened = useOpenedAction();
  const { may } = useMe();
  const mayCall = may('call.log');
  const mayWork = may('lead.work');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input,textarea,select,[role="dialog"],[role="menu"]')) return;
      if (event.key === 'c' && mayCall) openAction({ action: 'call' });
      else if (event.key === 'm' && mayWork) openAction({ action: 'note' });
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      openAction(null);
    };
  }, [mayCall, mayWork]);

  switch (opened?.action) {
    case 'call':
      return <LogCall lead={lead} contactPointId={opened.contactPointId} />;
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
    case undefined:
      return null;
  }
}
