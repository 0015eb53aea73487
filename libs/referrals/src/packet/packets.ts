import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  EMERGENCY_SECTIONS,
  codesOf,
  labelOf,
  LEVELS_OF_CARE,
  PACKET_SECTIONS,
  type PacketSection,
  PLAN_TYPES,
  SUBSTANCES,
  WHEN_WANTED,
} from '#contract';
import { CoverageService } from '#insurance';
import { LeadEntity } from '#leads';
import { PeopleService } from '#people';
import { Vault } from '#vault';
import { lowerFirst } from '../consent/lower-first.js';
import { standingConsent } from '../consent/standing-consent.js';
import { sectionLabel } from '../consent/wording.js';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { type Place, Places } from '../places/places.js';
import { transportOf, travelLines } from '../transport.js';
import { type PacketFacts, type PacketPart, packetParts } from './packet.js';
import { packetPdf } from './packet-pdf.js';
import { REDISCLOSURE_NOTICE } from './redisclosure-notice.js';

/** A packet, made for one disclosure and kept nowhere. */
export interface Packet {
  sections: PacketSection[];
  parts: PacketPart[];
  notice: readonly string[];
  consent: string;
  /** SHA-256 of what it tells. */
  hash: Buffer;
  place: Place;
}

const PAYMENTS: Record<string, string> = {
  coverage: 'Insurance',
  self_pay: 'Self-pay',
  state_funded: 'State-funded',
  scholarship: 'Scholarship',
  unknown: 'Not known yet',
};

/** Makes packets from the records, of what the consent lets out and nothing else. */
@Injectable()
export class Packets {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly coverages: CoverageService,
    private readonly places: Places,
  ) {}

  /**
   * What a facility may be told at this moment, under the referral's consent or as an emergency: no section at all once
   * the consent was taken back or has run out.
   */
  async of(manager: EntityManager, referral: ReferralEntity, now: Date): Promise<Packet> {
    const { sections, expiresAt } = await letOut(manager, referral, now);
    const place = await this.places.ofProgram(manager, referral.programId);
    const facts = await this.facts(manager, referral);
    const parts = packetParts(facts, sections, {
      label: (list, code) => {
        if (list === 'substance') return labelOf(SUBSTANCES, code);
        if (list === 'level') return labelOf(LEVELS_OF_CARE, code);
        if (list === 'plan') return labelOf(PLAN_TYPES, code);
        return list === 'when' ? labelOf(WHEN_WANTED, code) : (PAYMENTS[code] ?? code);
      },
    });
    const consent = expiresAt
      ? `The patient consented in writing to disclose to ${place.facilityName}: ${sections
          .map((section) => lowerFirst(sectionLabel(section, 'en')))
          .join(
            '; ',
          )}. Purpose: to arrange admission to treatment. The consent ends on ${expiresAt.toISOString().slice(0, 10)}, unless it is taken back before.`
      : 'Disclosed in a medical emergency without consent (42 CFR 2.51).';
    const told = JSON.stringify({ place: place.programId, parts, consent });
    const hash = createHash('sha256').update(told).digest();
    return { sections, parts, notice: REDISCLOSURE_NOTICE, consent, hash, place };
  }

  /** The same on paper; with a cover page for a fax. */
  async pdf(
    manager: EntityManager,
    packet: Packet,
    how: { fax: boolean },
    now: Date,
  ): Promise<Buffer> {
    const [organisation] = await manager.query<
      { name: string; legal_name: string; postal_address: string; time_zone: string }[]
    >('SELECT name, legal_name, postal_address, time_zone FROM organisation WHERE id = 1');
    const { place } = packet;
    const made = new Intl.DateTimeFormat('en-US', {
      dateStyle: 'long',
      timeStyle: 'long',
      timeZone: organisation?.time_zone ?? 'UTC',
    }).format(now);
    return packetPdf({
      title: `Referral to ${place.facilityName}`,
      sender: [
        organisation?.legal_name ?? '',
        ...(organisation?.postal_address ?? '').split(/\r?\n/),
      ].filter((line) => line.trim() !== ''),
      recipient: [
        place.facilityName,
        place.programName,
        [place.addressLine, place.place, place.zip].filter(Boolean).join(', '),
      ].filter((line) => line !== ''),
      made,
      parts: packet.parts,
      notice: packet.notice,
      consent: packet.consent,
      cover: how.fax
        ? 'To the admissions team. This fax is confidential. If it is not for you, call the sender and destroy it without reading on.'
        : null,
    });
  }

  /** What is known of the patient; the caller lets out what may be. */
  async facts(manager: EntityManager, referral: ReferralEntity): Promise<PacketFacts> {
    const lead = await manager.findOneByOrFail(LeadEntity, { id: referral.leadId });
    const person = (await this.people.view(manager, [lead.patientId])).get(lead.patientId);
    const coverages = await this.coverages.ofLead(manager, lead.id);
    const payers = await payerNames(
      manager,
      coverages.flatMap(({ payerId }) => payerId ?? []),
    );
    const phone = person?.points.find(({ kind }) => kind === 'phone');
    const email = person?.points.find(({ kind }) => kind === 'email');
    return {
      name: person?.name ?? null,
      birthDate: person?.birthDate ?? null,
      phone: phone?.value ?? null,
      email: email?.value ?? null,
      language: person?.language ?? lead.language,
      safeToVoicemail: phone?.safeToVoicemail ?? null,
      substances: lead.substances,
      levelWanted: lead.levelAssessed ?? lead.levelScreened ?? lead.levelRequested,
      whenWanted: lead.whenWanted,
      age: lead.age,
      pregnant: lead.pregnant,
      urgency: lead.urgency,
      payment: lead.payment,
      coverages: coverages.map((coverage) => ({
        payer: (coverage.payerId && payers.get(coverage.payerId)) ?? coverage.payerText,
        planType: coverage.planType,
        memberId: coverage.memberId,
        groupNumber: coverage.groupNumber,
        subscriberName: coverage.subscriberName,
      })),
      travel: travelLines(transportOf(this.vault, referral)),
    };
  }
}

async function letOut(
  manager: EntityManager,
  { consentId, emergencyReasonEnc }: ReferralEntity,
  now: Date,
): Promise<{ sections: PacketSection[]; expiresAt: Date | null }> {
  const consent = await standingConsent(manager, consentId, now);
  if (consent) {
    const named = codesOf(PACKET_SECTIONS).filter((section) => consent.sections.includes(section));
    return { sections: named, expiresAt: consent.expiresAt };
  }
  const emergency = consentId === null && emergencyReasonEnc !== null;
  return { sections: emergency ? [...EMERGENCY_SECTIONS] : [], expiresAt: null };
}

async function payerNames(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await manager.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM payer WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
