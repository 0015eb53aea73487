import type { LeadDetail } from '#contract';
import { Panel } from '../leads/page/Panel';
import { ThreadView } from './ThreadView';

/** Texts and e-mails with the people of a lead. */
export default function MessagesPanel({ lead }: { lead: LeadDetail }) {
  return (
    <Panel title="Messages">
      <ThreadView leadId={lead.id} language={lead.language} />
    </Panel>
  );
}
