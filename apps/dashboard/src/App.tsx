import { QueryClient } from '@tanstack/react-query';
import {
  CoreAdminContext,
  CoreAdminUI,
  CustomRoutes,
  defaultI18nProvider,
  Resource,
} from 'react-admin';
import { BrowserRouter, Route } from 'react-router-dom';
import { dataProvider } from './api/data-provider';
import { AuditEventList } from './audit-events';
import { CallList } from './calls';
import { InquiryList, InquiryShow } from './inquiries';
import { Broken, Loading, NotFound } from './layout/edges';
import { Shell } from './layout/Shell';
import { LeadCreate, LeadList, LeadShow } from './leads';
import { OrganisationPage } from './organisation';
import { PayerList } from './payers';
import { AccountPage } from './session/AccountPage';
import { authProvider } from './session/auth-provider';
import { InvitationPage } from './session/InvitationPage';
import { SignInPage } from './session/SignInPage';
import { store } from './session/store';
import { SourceList } from './sources';
import { StartPage } from './start';
import { TaskList } from './tasks';
import { ThemeRoot } from './theme/ThemeRoot';
import { TrackingNumberList } from './tracking-numbers';
import { UserList } from './users';

const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 5000, refetchOnWindowFocus: true } },
});

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
            error={Broken}
          >
            <Resource name="leads" list={LeadList} show={LeadShow} create={LeadCreate} />
            <Resource name="tasks" list={TaskList} />
            <Resource name="inquiries" list={InquiryList} show={InquiryShow} />
            <Resource name="calls" list={CallList} />
            <Resource name="users" list={UserList} />
            <Resource name="sources" list={SourceList} />
            <Resource name="tracking-numbers" list={TrackingNumberList} />
            <Resource name="payers" list={PayerList} />
            <Resource name="audit-events" list={AuditEventList} />
            <CustomRoutes>
              <Route path="/account" element={<AccountPage />} />
              <Route path="/organisation" element={<OrganisationPage />} />
            </CustomRoutes>
            <CustomRoutes noLayout>
              <Route path="/invitation/:token" element={<InvitationPage />} />
            </CustomRoutes>
          </CoreAdminUI>
        </ThemeRoot>
      </CoreAdminContext>
    </BrowserRouter>
  );
}
