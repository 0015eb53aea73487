import type { AuditService } from '#audit';
import type { OrganisationService } from '#content';
import {
  CadenceService,
  EnrolmentFactsQueries,
  EnrolmentQueries,
  EnrolmentRunner,
  EnrolmentService,
  EnrolmentStore,
  PlannedMessages,
  type TaskService,
} from '#follow-up';
import type { ActivityService } from '#leads';
import {
  ContactFactsQueries,
  MessageService,
  MessageSteps,
  MessageWords,
  TemplateService,
  TemplateValuesQueries,
  UnprocessedInbounds,
} from '#messages';
import type { PeopleService } from '#people';
import type { Vault } from '#vault';

interface Parts {
  vault: Vault;
  audit: AuditService;
  activities: ActivityService;
  people: PeopleService;
  organisation: OrganisationService;
  tasks: TaskService;
}

/** The services of follow-up plans, put together as the module does. */
export function followUpServices(parts: Parts) {
  const { vault, audit, activities, people, organisation, tasks } = parts;
  const messages = new MessageService(
    new MessageWords(vault),
    new MessageSteps(activities, audit),
    activities,
  );
  const templates = new TemplateService(audit);
  const store = new EnrolmentStore(vault, activities, audit, tasks);
  const enrolments = new EnrolmentService(vault, store, activities);
  const facts = new EnrolmentFactsQueries(
    people,
    new ContactFactsQueries(),
    new UnprocessedInbounds(vault),
    organisation,
  );
  const planned = new PlannedMessages(messages, templates, new TemplateValuesQueries(people));
  return {
    messages,
    templates,
    enrolments,
    enrolmentStore: store,
    cadences: new CadenceService(audit),
    enrolmentQueries: new EnrolmentQueries(vault, facts),
    runner: new EnrolmentRunner(store, enrolments, facts, tasks, planned, activities),
  };
}
