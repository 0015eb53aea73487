/** Inquiries whose intake has failed for good; reads only the jobs that are not done. */
export const FAILED = `failed AS (
  SELECT (payload->>'inquiryId')::uuid AS inquiry_id FROM outbox
  WHERE handed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NOT NULL
    AND queue IN ('intake', 'doubted') AND name = 'take-in-inquiry'
)`;

/** What became of inquiry `i`: its decision in `li`, else that its intake failed, else that it waits. */
export const OUTCOME = `CASE
  WHEN li.outcome IS NOT NULL THEN li.outcome
  WHEN i.id IN (SELECT inquiry_id FROM failed) THEN 'failed'
  ELSE 'waiting' END`;
