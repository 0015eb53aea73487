import type { Pool } from 'pg';

/** Everything a call left behind, without ids and times: what must not depend on order or retries. */
export interface CallStory {
  state: string;
  outcome: string | null;
  talkSeconds: number | null;
  durationSeconds: number | null;
  hasRecording: boolean;
  leads: number;
  stage: string | null;
  contacted: boolean;
  activities: string[];
  tasks: string[];
  runningClocks: string[];
  outcomes: string[];
}

/** Reads the story of one call. */
export async function callStory(owner: Pool, providerCallId: string): Promise<CallStory> {
  const { rows } = await owner.query<CallStory>(
    `SELECT c.state, c.outcome, c.talk_seconds AS "talkSeconds", c.duration_seconds AS "durationSeconds",
       c.recording_enc IS NOT NULL AS "hasRecording", l.stage,
       l.first_contact_at IS NOT NULL AS contacted,
       (SELECT count(DISTINCT li.lead_id)::int FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
         WHERE i.provider_event_id = $1 OR i.follows = $1) AS leads,
       ARRAY(SELECT a.kind FROM activity a WHERE a.lead_id = l.id AND a.kind <> 'urgency.set'
         ORDER BY a.kind) AS activities,
       ARRAY(SELECT t.kind || CASE WHEN t.done_at IS NULL THEN '' ELSE ' (done)' END FROM task t
         WHERE t.lead_id = l.id ORDER BY 1) AS tasks,
       ARRAY(SELECT k.kind FROM clock k WHERE k.lead_id = l.id AND k.met_at IS NULL
         AND k.missed_at IS NULL AND k.cancelled_at IS NULL ORDER BY 1) AS "runningClocks",
       ARRAY(SELECT li.outcome FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
         WHERE i.provider_event_id = $1 OR i.follows = $1 ORDER BY 1) AS outcomes
     FROM call c LEFT JOIN lead l ON l.id = c.lead_id WHERE c.provider_call_id = $1`,
    [providerCallId],
  );
  const [story] = rows;
  if (!story || rows.length > 1) throw new Error(`${rows.length} calls`);
  return story;
}
