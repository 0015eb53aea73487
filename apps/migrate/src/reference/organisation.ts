import type { Client } from 'pg';
import { newId } from '#platform';

/** A number reserved for fiction: it rings nowhere until an administrator enters the real one. */
const PLACEHOLDER_NUMBER = '+18885550100';

const WEEKDAYS = [['08:00', '21:00']];
const WEEKEND = [['09:00', '18:00']];
const BUSINESS_HOURS = {
  mon: WEEKDAYS,
  tue: WEEKDAYS,
  wed: WEEKDAYS,
  thu: WEEKDAYS,
  fri: WEEKDAYS,
  sat: WEEKEND,
  sun: WEEKEND,
};

/** One organisation and one toll-free number, so that the site and the phone answer from the first minute. */
export async function loadOrganisation(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO organisation (id, name, legal_name, who_answers, who_pays, time_zone, business_hours,
       greeting_en, greeting_es)
     VALUES (1, $1, $2, $3, $4, 'America/New_York', $5, $6, $7)
     ON CONFLICT (id) DO NOTHING`,
    [
      'Bridgeline',
      'Bridgeline Referral Services',
      'Intake staff of Bridgeline answer this number. Bridgeline is a referral service, not a treatment facility.',
      'Bridgeline pays for this site itself. No facility pays to be listed, recommended or called.',
      JSON.stringify(BUSINESS_HOURS),
      'Thank you for calling Bridgeline. We are a referral service, not a treatment facility. If you or someone with you is in danger, hang up and dial 9 1 1. For a crisis line, dial 9 8 8. Please stay on the line.',
      'Gracias por llamar a Bridgeline. Somos un servicio de referencia, no un centro de tratamiento. Si usted o alguien con usted está en peligro, cuelgue y marque 9 1 1. Para una línea de crisis, marque 9 8 8. Por favor, no cuelgue.',
    ],
  );
  await client.query(
    `INSERT INTO tracking_number (id, phone, label, source_id, is_default)
     SELECT $1, $2, 'Main line', id, true FROM source WHERE code = 'toll_free'
       AND NOT EXISTS (SELECT 1 FROM tracking_number WHERE is_default)
     ON CONFLICT (phone) DO NOTHING`,
    [newId(), PLACEHOLDER_NUMBER],
  );
}
