import { ERASED, ERASURE_RULES, type ErasureRule } from './erasure-map.js';

/**
 * The function that erases, made from the rules: nobody else may delete or empty a record. It refuses what nobody
 * decided and what a legal hold keeps, and gives how many rows of each table it changed.
 */
export function eraseFunction(rules: readonly ErasureRule[] = ERASURE_RULES): string {
  return `
CREATE OR REPLACE FUNCTION erase_by_request(p_request uuid, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_person uuid; v_persons uuid[]; v_points uuid[]; v_leads uuid[]; v_inquiries uuid[]; v_calls uuid[];
  v_known integer; v_rows bigint; v_counts jsonb := '{}'::jsonb;
BEGIN
  SELECT person_id INTO v_person FROM erasure_request
    WHERE id = p_request AND state = 'approved' AND decided_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'erasure.not_approved' USING ERRCODE = 'ER001'; END IF;

  -- Whoever turned out to be the same person is erased with them.
  WITH RECURSIVE same (id) AS (
    SELECT v_person UNION SELECT p.id FROM person p JOIN same s ON p.merged_into_id = s.id)
  SELECT array_agg(id) INTO v_persons FROM same;
  SELECT coalesce(array_agg(id), '{}') INTO v_leads FROM lead WHERE patient_id = ANY (v_persons);
  PERFORM 1 FROM lead WHERE id = ANY (v_leads) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM lead WHERE id = ANY (v_leads) AND closed_at IS NULL) THEN
    RAISE EXCEPTION 'erasure.lead_open' USING ERRCODE = 'ER002';
  END IF;
  -- Relatives who are known by these leads alone.
  v_persons := v_persons || ARRAY(
    SELECT DISTINCT c.person_id FROM lead_contact c
    WHERE c.lead_id = ANY (v_leads) AND NOT c.person_id = ANY (v_persons)
      AND NOT EXISTS (SELECT 1 FROM lead o WHERE o.patient_id = c.person_id)
      AND NOT EXISTS (SELECT 1 FROM lead_contact o
        WHERE o.person_id = c.person_id AND NOT o.lead_id = ANY (v_leads)));
  IF EXISTS (SELECT 1 FROM legal_hold WHERE person_id = ANY (v_persons) AND lifted_at IS NULL) THEN
    RAISE EXCEPTION 'erasure.held' USING ERRCODE = 'ER003';
  END IF;
  -- A telephone that somebody else uses too stays theirs.
  SELECT coalesce(array_agg(DISTINCT pc.contact_point_id), '{}') INTO v_points FROM person_contact pc
    WHERE pc.person_id = ANY (v_persons) AND NOT EXISTS (SELECT 1 FROM person_contact o
      WHERE o.contact_point_id = pc.contact_point_id AND NOT o.person_id = ANY (v_persons));
  SELECT coalesce(array_agg(id), '{}') INTO v_calls FROM call
    WHERE lead_id = ANY (v_leads) OR contact_point_id = ANY (v_points);
  SELECT coalesce(array_agg(DISTINCT id), '{}') INTO v_inquiries FROM (
    SELECT inquiry_id AS id FROM lead_inquiry WHERE lead_id = ANY (v_leads) OR requester_id = ANY (v_persons)
    UNION SELECT inquiry_id FROM message WHERE inquiry_id IS NOT NULL AND (lead_id = ANY (v_leads)
      OR person_id = ANY (v_persons) OR contact_point_id = ANY (v_points))
    UNION SELECT inquiry_id FROM coverage WHERE inquiry_id IS NOT NULL AND lead_id = ANY (v_leads)
    UNION SELECT inquiry_id FROM consent WHERE inquiry_id IS NOT NULL AND person_id = ANY (v_persons)
    UNION SELECT inquiry_id FROM consent_signature WHERE inquiry_id IS NOT NULL AND person_id = ANY (v_persons)
    UNION SELECT inquiry_id FROM erasure_request WHERE inquiry_id IS NOT NULL AND person_id = ANY (v_persons)
    UNION SELECT i.id FROM inquiry i JOIN call c ON c.id = ANY (v_calls) AND i.provider = c.provider
      AND (i.provider_event_id = c.provider_call_id OR i.follows = c.provider_call_id)) AS found;
  -- What a provider said about the same call before and after.
  LOOP
    v_known := cardinality(v_inquiries);
    v_inquiries := ARRAY(SELECT unnest(v_inquiries)
      UNION SELECT later.id FROM inquiry one JOIN inquiry later
        ON later.provider = one.provider AND later.follows = one.provider_event_id
        WHERE one.id = ANY (v_inquiries)
      UNION SELECT first.id FROM inquiry one JOIN inquiry first
        ON first.provider = one.provider AND first.provider_event_id = one.follows
        WHERE one.id = ANY (v_inquiries));
    EXIT WHEN cardinality(v_inquiries) = v_known;
  END LOOP;
${rules.map(stepOf).join('')}
  RETURN jsonb_build_object('counts', v_counts, 'inquiries', to_jsonb(v_inquiries),
    'persons', to_jsonb(v_persons), 'leads', to_jsonb(v_leads));
END $$;
REVOKE ALL ON FUNCTION erase_by_request FROM PUBLIC;`;
}

function stepOf({ table, where, set }: ErasureRule): string {
  const columns = Object.entries(set ?? {}).map(([column, value]) => `${column} = ${value}`);
  const change = set
    ? `UPDATE ${table} SET ${columns.join(', ')} WHERE ${where}`
    : `DELETE FROM ${table} WHERE ${where}`;
  return `
  ${change};
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  IF v_rows > 0 THEN v_counts := v_counts || jsonb_build_object('${table}', v_rows); END IF;`;
}

/** Nothing younger than this goes by a retention rule, whatever the rule says; days. */
export const LEAST_DAYS = 30;

/** What goes by age alone, without erasing anybody: recordings, sealed originals, what was quarantined. */
export const RETENTION_FUNCTION = `
CREATE OR REPLACE FUNCTION forget_by_age(p_kind text, p_before timestamptz, p_limit integer) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_ids uuid[];
BEGIN
  IF p_before > now() - interval '${LEAST_DAYS - 1} days' THEN
    RAISE EXCEPTION 'retention.too_young' USING ERRCODE = 'ER004';
  END IF;
  IF p_kind = 'call_recording' THEN
    v_ids := ARRAY(SELECT r.id FROM call_recording r JOIN call c ON c.id = r.call_id
      WHERE c.started_at < p_before AND NOT EXISTS (SELECT 1 FROM legal_hold h
        JOIN lead_contact lc ON lc.person_id = h.person_id
        WHERE lc.lead_id = c.lead_id AND h.lifted_at IS NULL)
      ORDER BY r.id LIMIT p_limit);
    DELETE FROM call_recording_part WHERE recording_id = ANY (v_ids);
    UPDATE call SET recording_enc = NULL
      WHERE id IN (SELECT call_id FROM call_recording WHERE id = ANY (v_ids));
    DELETE FROM call_recording WHERE id = ANY (v_ids);
  ELSIF p_kind IN ('sealed_original', 'quarantined_inquiry') THEN
    v_ids := ARRAY(SELECT i.id FROM inquiry i LEFT JOIN lead_inquiry li ON li.inquiry_id = i.id
        LEFT JOIN lead l ON l.id = li.lead_id
      WHERE i.received_at < p_before AND i.seal_key_id <> ${ERASED}
        AND CASE WHEN p_kind = 'sealed_original'
          THEN (l.closed_at < p_before OR (li.inquiry_id IS NOT NULL AND l.id IS NULL AND li.outcome <> 'quarantined'))
          ELSE li.outcome = 'quarantined' AND li.released_at IS NULL END
        AND NOT EXISTS (SELECT 1 FROM legal_hold h JOIN lead_contact lc ON lc.person_id = h.person_id
          WHERE lc.lead_id = l.id AND h.lifted_at IS NULL)
      ORDER BY i.id LIMIT p_limit);
    DELETE FROM inquiry_rendering WHERE inquiry_id = ANY (v_ids);
    UPDATE inquiry SET sealed = ''::bytea, seal_key_id = ${ERASED}, body_digest = ''::bytea,
      provider_event_id = CASE WHEN kind = 'email' THEN 'erased:' || id ELSE provider_event_id END
      WHERE id = ANY (v_ids);
  ELSE RAISE EXCEPTION 'retention.unknown_kind' USING ERRCODE = 'ER005';
  END IF;
  RETURN cardinality(v_ids);
END $$;
REVOKE ALL ON FUNCTION forget_by_age FROM PUBLIC;`;
