import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { DirectorySource, FacilityContactRole, FinancialTie, LicenceKind } from '#contract';

/** Who runs facilities. */
@Entity('treatment_organisation')
@Index('treatment_organisation_name', { synchronize: false })
@Index('treatment_organisation_source', { synchronize: false })
export class TreatmentOrganisationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  /** E.164. */
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text')
  source!: DirectorySource;

  /** What the source calls it. */
  @Column('text', { name: 'source_ref', nullable: true })
  sourceRef!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** One place where treatment is given. */
@Entity('facility')
@Check('facility_zip_check', "zip ~ '^[0-9]{5}$'")
@Index('facility_by_name', { synchronize: false })
@Index('facility_by_state', { synchronize: false })
@Index('facility_stale', { synchronize: false })
@Index('facility_place', { synchronize: false })
@Index('facility_zip', ['zip', 'nameKey'])
@Index('facility_address', { synchronize: false })
@Index('facility_phone', { synchronize: false })
@Index('facility_source', { synchronize: false })
@Index('facility_organisation', ['organisationId'])
@Index('facility_name_trigram', { synchronize: false })
@Index('facility_city_trigram', { synchronize: false })
@Index('facility_merged_into', { synchronize: false })
export class FacilityEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => TreatmentOrganisationEntity, { name: 'facility_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id', nullable: true })
  organisationId!: string | null;

  @Column('text')
  name!: string;

  /** Other names the same place goes by. */
  @Column('text', { name: 'other_names', array: true, default: '{}' })
  otherNames!: string[];

  @Column('text', { name: 'address_line', nullable: true })
  addressLine!: string | null;

  @Column('text', { nullable: true })
  city!: string | null;

  /** Two letters. */
  @Column('text', { nullable: true })
  state!: string | null;

  /** Five digits, as text: a ZIP may begin with a zero. */
  @Column('text', { nullable: true })
  zip!: string | null;

  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  /** E.164. */
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  website!: string | null;

  /** National provider identifier: ten digits, the last one a check digit. */
  @Column('text', { nullable: true })
  npi!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @ForeignKey('staff_user', { name: 'facility_relationship_owner_id_fkey' })
  @Column('uuid', { name: 'relationship_owner_id', nullable: true })
  relationshipOwnerId!: string | null;

  /** Shown to the public: in the finder and at `/hsds`. */
  @Column('boolean', { default: true })
  listed!: boolean;

  /** Asked for its beds by e-mail when their counts are stale; false: they, or a colleague, ended that. */
  @Column('boolean', { name: 'bed_mails', default: true })
  bedMails!: boolean;

  /** False: closed, or nobody is referred there any more. */
  @Column('boolean', { default: true })
  active!: boolean;

  /** Whether it is owned by or pays the organisation. Matching never reads it (rule R13). */
  @Column('text', { name: 'financial_tie', default: 'unknown' })
  financialTie!: FinancialTie;

  @Column('text')
  source!: DirectorySource;

  @Column('text', { name: 'source_ref', nullable: true })
  sourceRef!: string | null;

  /** Name and address as they are compared: the same place written another way has the same ones. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  @Column('text', { name: 'address_key', nullable: true })
  addressKey!: string | null;

  /** When the first of its fields, or of its programs' fields, becomes stale. */
  @Column('timestamptz', { name: 'stale_from', nullable: true })
  staleFrom!: Date | null;

  /** The facility it turned out to be: everything of it is there, and it is shown nowhere itself. */
  @ForeignKey(() => FacilityEntity, { name: 'facility_merged_into_id_fkey' })
  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  /** The import that made it was taken back, or it was merged: it is not shown anywhere. */
  @Column('timestamptz', { name: 'taken_back_at', nullable: true })
  takenBackAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** Whom to talk to at a facility. */
@Entity('facility_contact')
@Index('facility_contact_facility', ['facilityId', 'id'])
export class FacilityContactEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_contact_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text')
  role!: FacilityContactRole;

  @Column('text', { name: 'name_enc' })
  nameEnc!: string;

  @Column('text', { name: 'phone_enc', nullable: true })
  phoneEnc!: string | null;

  @Column('text', { name: 'email_enc', nullable: true })
  emailEnc!: string | null;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** A licence or an accreditation, and until when it is valid. */
@Entity('facility_licence')
@Index('facility_licence_facility', ['facilityId', 'id'])
export class FacilityLicenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_licence_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text')
  kind!: LicenceKind;

  @Column('text', { nullable: true })
  number!: string | null;

  @Column('text', { name: 'issued_by', nullable: true })
  issuedBy!: string | null;

  /** The last day it is valid on, as `YYYY-MM-DD`; null: not known. */
  @Column('date', { name: 'valid_until', nullable: true })
  validUntil!: string | null;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** What a colleague wrote about a facility; never changed. */
@Entity('facility_note')
@Index('facility_note_facility', { synchronize: false })
export class FacilityNoteEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_note_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text', { name: 'body_enc' })
  bodyEnc!: string;

  @ForeignKey('staff_user', { name: 'facility_note_written_by_fkey' })
  @Column('uuid', { name: 'written_by', nullable: true })
  writtenBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
