import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FinancialTie } from '#contract';
import { referralError } from '../referral-error.js';

/** A program with the facility it is at, as referrals need it. */
export interface Place {
  programId: string;
  programName: string;
  levelOfCare: string;
  facilityId: string;
  facilityName: string;
  /** "Austin, TX". */
  place: string | null;
  addressLine: string | null;
  zip: string | null;
  phone: string | null;
  /** The program, its facility and the listing are all in use. */
  active: boolean;
}

/** A facility as a consent names it. */
export interface NamedFacility {
  id: string;
  name: string;
  place: string | null;
  /** What the directory has of ownership and payment between it and us (rule R14). */
  financialTie: FinancialTie;
}

interface PlaceRow {
  program_id: string;
  program_name: string;
  level_of_care: string;
  facility_id: string;
  facility_name: string;
  city: string | null;
  state: string | null;
  address_line: string | null;
  zip: string | null;
  phone: string | null;
  active: boolean;
}

/** Reads where a referral goes. */
@Injectable()
export class Places {
  /** Programs by id; unknown ids are absent. */
  async ofPrograms(
    manager: EntityManager,
    programIds: readonly string[],
  ): Promise<Map<string, Place>> {
    if (programIds.length === 0) return new Map();
    const rows = await manager.query<PlaceRow[]>(
      `SELECT p.id AS program_id, p.name AS program_name, p.level_of_care, f.id AS facility_id,
         f.name AS facility_name, f.city, f.state, f.address_line, f.zip, f.phone,
         p.active AND f.active AND p.taken_back_at IS NULL AND f.taken_back_at IS NULL AS active
       FROM program p JOIN facility f ON f.id = p.facility_id WHERE p.id = ANY($1::uuid[])`,
      [[...new Set(programIds)]],
    );
    return new Map(rows.map((row) => [row.program_id, placeOf(row)]));
  }

  /** One program. Throws `program.not_found`. */
  async ofProgram(manager: EntityManager, programId: string): Promise<Place> {
    const place = (await this.ofPrograms(manager, [programId])).get(programId);
    if (!place) throw referralError('program.not_found', 'There is no such program.');
    return place;
  }

  /** Facilities by id, in the order asked for. Throws `request.invalid` for one that is not there. */
  async facilities(
    manager: EntityManager,
    facilityIds: readonly string[],
  ): Promise<NamedFacility[]> {
    const rows = await manager.query<
      {
        id: string;
        name: string;
        city: string | null;
        state: string | null;
        financial_tie: FinancialTie;
      }[]
    >('SELECT id, name, city, state, financial_tie FROM facility WHERE id = ANY($1::uuid[])', [
      facilityIds,
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return facilityIds.map((id) => {
      const row = byId.get(id);
      if (row) {
        return { id, name: row.name, place: placeName(row), financialTie: row.financial_tie };
      }
      const sentence = 'One of these facilities is not in the directory.';
      throw referralError('request.invalid', sentence, { errors: { facilityIds: sentence } });
    });
  }
}

function placeOf(row: PlaceRow): Place {
  return {
    programId: row.program_id,
    programName: row.program_name,
    levelOfCare: row.level_of_care,
    facilityId: row.facility_id,
    facilityName: row.facility_name,
    place: placeName(row),
    addressLine: row.address_line,
    zip: row.zip,
    phone: row.phone,
    active: row.active,
  };
}

function placeName({ city, state }: { city: string | null; state: string | null }): string | null {
  return [city, state].filter(Boolean).join(', ') || null;
}
