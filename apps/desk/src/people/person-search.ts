import type { Conditions } from '../http/list-sql.js';
import { Injectable } from '@nestjs/common';
import { normalisePhone, PeopleService } from '#people';

/** A sub-select that gives the ids of persons; a `?` stands for each value. */
export interface PersonsSql {
  sql: string;
  values: unknown[];
}

/**
 * Finds persons by what somebody types into a search box, over blind indexes: names, numbers and
 * addresses are encrypted, so only whole words (or their first three letters), whole numbers and whole
 * addresses can be found.
 */
@Injectable()
export class PersonSearch {
  constructor(private readonly people: PeopleService) {}

  /** Undefined when nothing in the text can be looked for. */
  personsBy(typed: string): PersonsSql | undefined {
    const text = typed.trim();
    if (text.includes('@')) return this.byPoint('email', text);
    if (/^[+#().\-\s\d]+$/.test(text)) {
      const phone = text.replaceAll(/\D/g, '').length >= 7 ? normalisePhone(text, 'US') : null;
      return phone ? this.byPoint('phone', phone) : undefined;
    }
    return this.byName(text);
  }

  private byPoint(kind: 'phone' | 'email', value: string): PersonsSql {
    return {
      sql: `SELECT c.person_id FROM contact_point_digest d
        JOIN person_contact c ON c.contact_point_id = d.contact_point_id
        WHERE d.digest = ANY (?::bytea[])`,
      values: [this.people.pointSearch(kind, value)],
    };
  }

  private byName(text: string): PersonsSql | undefined {
    const words = this.people.nameSearch(text);
    if (words.length === 0) return undefined;
    const one = 'SELECT n.person_id FROM person_name_digest n WHERE n.digest = ANY (?::bytea[])';
    return { sql: words.map(() => one).join(' INTERSECT '), values: words };
  }
}

/** Narrows a list to the leads of patients that were searched for; nobody can be meant: to none. */
export function addPatient(
  where: Conditions,
  leadColumn: string,
  persons: PersonsSql | undefined,
): void {
  if (!persons) where.add('false');
  else {
    const leads = `SELECT l.id FROM lead l WHERE l.patient_id IN (${persons.sql})`;
    where.add(`${leadColumn} IN (${leads})`, ...persons.values);
  }
}
