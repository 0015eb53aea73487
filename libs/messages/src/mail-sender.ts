import type { EntityManager } from 'typeorm';
import type { MailSender } from './providers/compose-mail.js';

/** Who e-mails are from now: the organisation, with the postal address that has to stand in them ('' while none is known). */
export async function mailSender(manager: EntityManager): Promise<MailSender> {
  const [row] = await manager.query<{ name: string; postal_address: string }[]>(
    'SELECT name, postal_address FROM organisation WHERE id = 1',
  );
  return { organisation: row?.name ?? '', postalAddress: row?.postal_address ?? '' };
}
