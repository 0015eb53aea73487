import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { entities } from '../apps/migrate/src/entities.js';
import { type Actor, AuditService } from '#audit';
import { ConsentService } from '#consent';
import { OrganisationService, SourceService } from '#content';
import { DutyQueries } from '#duty';
import { LeadWorkService, TaskQueries, TaskService } from '#follow-up';
import { followUpServices } from './follow-up.js';
import { CoverageService, PayerService } from '#insurance';
import {
  ActivityService,
  AlertService,
  ClockService,
  DoNotCall,
  GateFactsQueries,
  JoinQueries,
  LeadEditService,
  LeadIntakeService,
  LeadProgressService,
  LeadQueries,
  LeadRows,
  LeadService,
  QueueKeeper,
  QueueService,
  triage,
  type TriageFacts,
} from '#leads';
import { ContactPoints, PeopleService } from '#people';
import { createDataSource, inTransaction, newId } from '#platform';
import { newKeyRing, Vault } from '#vault';
import { testDatabase } from './database.js';

/** The record services on a database of a test's own, as the worker's role unless another is asked for. */
export async function openRecords(role: 'desk' | 'worker' = 'worker') {
  const db = await testDatabase();
  const url = role === 'desk' ? db.deskUrl : db.workerUrl;
  const source = await createDataSource({ url, entities, name: 'test' });
  const vault = new Vault(newKeyRing());
  const services = recordServices(vault);
  return {
    db,
    source,
    vault,
    ...services,
    /** Runs `work` in one transaction, as an app does. */
    tx: <T>(work: (manager: EntityManager) => Promise<T>) => inTransaction(source, work),
    staff: (change: StaffChange = {}) => addStaff(source, change),
    lead: (change: LeadChange = {}) => openLead(source, services, change),
    async close() {
      await source.destroy();
      await db.drop();
    },
  };
}
export type Records = Awaited<ReturnType<typeof openRecords>>;

/** All record services, put together as the modules do. */
export function recordServices(vault: Vault) {
  const audit = new AuditService(vault);
  const points = new ContactPoints(vault);
  const people = new PeopleService(vault, points, audit);
  const consent = new ConsentService(audit);
  const organisation = new OrganisationService();
  const queue = new QueueKeeper(organisation, points);
  const activities = new ActivityService(vault, queue);
  const duty = new DutyQueries();
  const alerts = new AlertService(activities, audit, duty);
  const clocks = new ClockService(organisation, activities);
  const gateFacts = new GateFactsQueries(activities, organisation);
  const leads = new LeadService(vault, activities, audit);
  const doNotCall = new DoNotCall(consent, activities);
  const progress = new LeadProgressService(
    vault,
    activities,
    audit,
    clocks,
    gateFacts,
    doNotCall,
    alerts,
  );
  const rows = new LeadRows(people, organisation);
  const payers = new PayerService();
  const coverages = new CoverageService(vault, payers, activities, audit);
  const tasks = new TaskService(vault, activities, audit);
  const followUp = followUpServices({ vault, audit, activities, people, organisation, tasks });
  return {
    audit,
    points,
    people,
    consent,
    organisation,
    sources: new SourceService(),
    activities,
    duty,
    alerts,
    queue,
    queueService: new QueueService(vault, activities, audit, clocks),
    clocks,
    leads,
    progress,
    edits: new LeadEditService(people, activities, audit, alerts),
    intake: new LeadIntakeService(activities, audit, alerts),
    joining: new JoinQueries(points, people),
    rows,
    payers,
    coverages,
    leadQueries: new LeadQueries(consent, gateFacts, rows, coverages),
    tasks,
    taskQueries: new TaskQueries(tasks, rows),
    ...followUp,
    work: new LeadWorkService(leads, progress, tasks, followUp.enrolments),
  };
}

interface StaffChange {
  name?: string;
  role?: string;
  onDuty?: boolean;
  languages?: string[];
}

/** Somebody who works here, without a sign-in account. */
async function addStaff(source: DataSource, change: StaffChange): Promise<Actor & { id: string }> {
  const id = newId();
  await source.query(
    `INSERT INTO staff_user (id, name, email, role, on_duty, languages)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      id,
      change.name ?? 'Alex Agent',
      `${randomUUID()}@example.com`,
      change.role ?? 'agent',
      change.onDuty ?? true,
      change.languages ?? ['en'],
    ],
  );
  return { kind: 'staff', id };
}

interface LeadChange {
  name?: string | null;
  phone?: string;
  facts?: TriageFacts;
  now?: Date;
}

/** An open lead of a patient who asked for themselves. */
async function openLead(
  source: DataSource,
  services: ReturnType<typeof recordServices>,
  change: LeadChange,
): Promise<{ leadId: string; number: number; patientId: string; pointId: string }> {
  const now = change.now ?? new Date('2026-11-24T15:00:00Z');
  return inTransaction(source, async (manager) => {
    const name = change.name === undefined ? 'Maria Lopez' : change.name;
    const value = change.phone ?? '+15550100199';
    const person = { name, points: [{ kind: 'phone' as const, value }] };
    const { personId, contactPointIds } = await services.people.recordPerson(manager, person, now);
    const opened = await services.intake.open(
      manager,
      {
        patientId: personId,
        forWhom: 'self',
        contacts: [{ personId, relationship: 'self' }],
        triage: triage(change.facts ?? { when: 'this_week' }),
        sourceId: await services.sources.idOf(manager, 'web_form'),
        language: 'en',
        receivedAt: now,
      },
      { kind: 'system' },
      now,
    );
    return { ...opened, patientId: personId, pointId: contactPointIds[0] as string };
  });
}
