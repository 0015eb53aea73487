import { QueryClient } from '@tanstack/react-query';
import {
  CoreAdminContext,
  CoreAdminUI,
  CustomRoutes,
  defaultI18nProvider,
  Resource,
} from 'react-admin';
import { type ComponentType, Suspense } from 'react';
import { BrowserRouter, Route } from 'react-router-dom';
import type { Permission } from '#contract';
import { dataProvider } from './api/data-provider';
import { ArticleList, ArticlePage } from './articles';
import { AuditEventList, SeenByPage, SeenPage, UnusualReadingPage } from './audit-events';
import { DisclosuresPage } from './disclosures';
import { BoardPage } from './board';
import { CadenceList, CadencePage } from './cadences';
import { CalendarPage } from './calendar';
import { CallList, CallShow } from './calls';
import { EmergencyPage, EmergencyRecordPage } from './emergency';
import { JobList } from './jobs';
import { WebhookPage } from './webhooks';
import { ErasurePage, HoldPage, RetentionPage } from './erasure';
import { FacilityList, FacilityPage } from './facilities';
import { ImportList, ImportPage } from './imports';
import { InquiryList, InquiryShow } from './inquiries';
import { Broken, Loading, NotFound } from './layout/edges';
import { DutyPage } from './duty';
import { BenefitQueue, CheckPage } from './insurance';
import { InboxPage } from './inbox';
import { Shell } from './layout/Shell';
import { LeadCreate, LeadList, LeadShow } from './leads';
import { MatchPage } from './matching';
import { MentionsPage } from './mentions';
import { OrganisationPage } from './organisation';
import { PayerList } from './payers';
import { QuarantinePage } from './quarantine';
import { ReferralBoardPage, ReferralPage } from './referrals';
import { ReportsPage } from './reports';
import { RoutingPage } from './routing';
import { AccountPage, InvitationPage } from './session';
import { authProvider } from './session/auth-provider';
import { Reach } from './session/Reach';
import { SignInPage } from './session/SignInPage';
import { store } from './session/store';
import { SourceList } from './sources';
import { SpendImportList, SpendImportPage, SpendList } from './spend';
import { StartPage } from './start';
import { TagList } from './tags';
import { TaskList } from './tasks';
import { TemplateList, TemplatePage } from './templates';
import { ThemeRoot } from './theme/ThemeRoot';
import { TrackingNumberList } from './tracking-numbers';
import { UserList } from './users';
import { WorkbenchPage } from './workbench';

const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 5000, refetchOnWindowFocus: true } },
});

const loaded = (Page: ComponentType) => (
  <Suspense fallback={<Loading />}>
    <Page />
  </Suspense>
);

const reached = (needs: Permission, Page: ComponentType) => (
  <Reach needs={needs}>{loaded(Page)}</Reach>
);

/** The desk's dashboard: react-admin's core with a house of our own around it. */
export function App() {
  return (
    <BrowserRouter>
      <CoreAdminContext
        authProvider={authProvider}
        dataProvider={dataProvider}
        i18nProvider={defaultI18nProvider}
        queryClient={queryClient}
        store={store}
      >
        <ThemeRoot>
          <CoreAdminUI
            disableTelemetry
            requireAuth
            title="Bridgeline desk"
            layout={Shell}
            dashboard={StartPage}
            loginPage={SignInPage}
            loading={Loading}
            catchAll={NotFound}
            accessDenied={NotFound}
            error={() => <Broken />}
          >
            <Resource
              name="leads"
              list={reached('lead.read', LeadList)}
              show={reached('lead.read', LeadShow)}
              create={reached('lead.create', LeadCreate)}
            />
            <Resource name="tasks" list={reached('task.read', TaskList)} />
            <Resource
              name="inquiries"
              list={reached('inquiry.read', InquiryList)}
              show={reached('inquiry.read', InquiryShow)}
            />
            <Resource
              name="calls"
              list={reached('call.read', CallList)}
              show={reached('call.read', CallShow)}
            />
            <Resource
              name="cadences"
              list={reached('cadence.read', CadenceList)}
              create={reached('cadence.write', CadencePage)}
              edit={reached('cadence.read', CadencePage)}
            />
            <Resource
              name="templates"
              list={reached('template.read', TemplateList)}
              create={reached('template.write', TemplatePage)}
              edit={reached('template.read', TemplatePage)}
            />
            <Resource
              name="articles"
              list={reached('content.read', ArticleList)}
              create={reached('content.write', ArticlePage)}
              edit={reached('content.read', ArticlePage)}
            />
            <Resource name="users" list={reached('staff.read', UserList)} />
            <Resource name="tags" list={reached('lead.read', TagList)} />
            <Resource name="sources" list={reached('source.read', SourceList)} />
            <Resource name="tracking-numbers" list={reached('source.read', TrackingNumberList)} />
            <Resource name="spend" list={reached('spend.read', SpendList)} />
            <Resource
              name="spend-imports"
              list={reached('spend.write', SpendImportList)}
              show={reached('spend.write', SpendImportPage)}
            />
            <Resource
              name="benefit-checks"
              list={reached('benefit.read', BenefitQueue)}
              show={reached('benefit.read', CheckPage)}
            />
            <Resource name="payers" list={reached('payer.read', PayerList)} />
            <Resource
              name="facilities"
              list={reached('facility.read', FacilityList)}
              show={reached('facility.read', FacilityPage)}
            />
            <Resource
              name="directory-imports"
              list={reached('facility.import', ImportList)}
              show={reached('facility.import', ImportPage)}
            />
            <Resource
              name="referrals"
              list={reached('referral.read', ReferralBoardPage)}
              show={reached('referral.read', ReferralPage)}
            />
            <Resource name="erasure-requests" list={reached('erasure.decide', ErasurePage)} />
            <Resource name="jobs" list={reached('job.manage', JobList)} />
            <Resource name="webhook-deliveries" list={reached('webhook.manage', WebhookPage)} />
            <Resource name="legal-holds" list={reached('erasure.decide', HoldPage)} />
            <Resource name="audit-events" list={reached('audit.read', AuditEventList)} />
            <CustomRoutes>
              <Route path="/reports" element={reached('report.read', ReportsPage)} />
              <Route path="/reports/:section" element={reached('report.read', ReportsPage)} />
              <Route path="/account" element={loaded(AccountPage)} />
              <Route path="/workbench" element={reached('lead.work', WorkbenchPage)} />
              <Route path="/leads/:id/match" element={reached('match.read', MatchPage)} />
              <Route path="/quarantine" element={reached('inquiry.release', QuarantinePage)} />
              <Route path="/board" element={reached('lead.read', BoardPage)} />
              <Route path="/inbox" element={reached('message.read', InboxPage)} />
              <Route path="/mentions" element={reached('lead.read', MentionsPage)} />
              <Route path="/calendar" element={reached('task.read', CalendarPage)} />
              <Route path="/audit/seen-by" element={reached('audit.read', SeenByPage)} />
              <Route path="/audit/seen" element={reached('audit.read', SeenPage)} />
              <Route path="/audit/unusual" element={reached('audit.read', UnusualReadingPage)} />
              <Route
                path="/people/:id/disclosures"
                element={reached('person.read', DisclosuresPage)}
              />
              <Route path="/emergency" element={reached('emergency.open', EmergencyPage)} />
              <Route
                path="/emergency/:id"
                element={reached('emergency.open', EmergencyRecordPage)}
              />
              <Route path="/duty" element={reached('duty.read', DutyPage)} />
              <Route path="/retention" element={reached('erasure.decide', RetentionPage)} />
              <Route path="/routing" element={reached('routing.read', RoutingPage)} />
              <Route
                path="/organisation"
                element={reached('organisation.read', OrganisationPage)}
              />
            </CustomRoutes>
            <CustomRoutes noLayout>
              <Route path="/invitation/:token" element={loaded(InvitationPage)} />
            </CustomRoutes>
          </CoreAdminUI>
        </ThemeRoot>
      </CoreAdminContext>
    </BrowserRouter>
  );
}
