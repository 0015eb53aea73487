import { type AuthProvider, HttpError } from 'react-admin';
import { httpClient } from '../api/http-client';
import { forgetMe, loadMe } from './me';
import { forgetPreferences, loadPreferences } from './store';
import { makePasskey, usePasskey } from './webauthn';

export interface SignInAnswer {
  /** The password was right and the second factor is still to come. */
  secondFactor: boolean;
}

const post = (path: string, body: unknown) =>
  httpClient(`/api/auth/${path}`, { method: 'POST', body: JSON.stringify(body) });

/** The sign-in service of the desk, as far as the dashboard uses it. */
export const signIn = {
  async withPassword(email: string, password: string): Promise<SignInAnswer> {
    const { json } = await post('sign-in/email', { email, password, rememberMe: false });
    forgetMe();
    return { secondFactor: json?.twoFactorRedirect === true };
  },
  async withCode(code: string): Promise<void> {
    await post('two-factor/verify-totp', { code, trustDevice: false });
    forgetMe();
  },
  async withBackupCode(code: string): Promise<void> {
    await post('two-factor/verify-backup-code', { code });
    forgetMe();
  },
  async startSecondFactor(password: string): Promise<{ totpURI: string; backupCodes: string[] }> {
    const { json } = await post('two-factor/enable', { password });
    return json as { totpURI: string; backupCodes: string[] };
  },
  async confirmSecondFactor(code: string): Promise<void> {
    await post('two-factor/verify-totp', { code });
    forgetMe();
  },
  async endSecondFactor(password: string): Promise<void> {
    await post('two-factor/disable', { password });
    forgetMe();
  },
  async withPasskey(): Promise<void> {
    const { json } = await httpClient('/api/auth/passkey/generate-authenticate-options');
    await post('passkey/verify-authentication', { response: await usePasskey(json) });
    forgetMe();
  },
  /** Leaves for the organisation's own sign-in, which leads back here. */
  async withSso(): Promise<void> {
    const { json } = await post('sign-in/social', {});
    window.location.assign((json as { url: string }).url);
  },
  async addPasskey(name: string): Promise<void> {
    const { json } = await httpClient('/api/auth/passkey/generate-register-options');
    await post('passkey/verify-registration', { name, response: await makePasskey(json) });
  },
  async removePasskey(id: string): Promise<void> {
    await post('passkey/delete-passkey', { id });
  },
  async changePassword(currentPassword: string, newPassword: string): Promise<void> {
    await post('change-password', { currentPassword, newPassword, revokeOtherSessions: true });
  },
};

/** react-admin's view of the session: a cookie the browser keeps and scripts cannot read. */
export const authProvider: AuthProvider = {
  async login(
    step:
      | { email: string; password: string }
      | { code: string; backup: boolean }
      | { passkey: true },
  ) {
    if ('passkey' in step) {
      await signIn.withPasskey();
    } else if ('code' in step) {
      await (step.backup ? signIn.withBackupCode(step.code) : signIn.withCode(step.code));
    } else {
      const { secondFactor } = await signIn.withPassword(step.email, step.password);
      if (secondFactor) return { secondFactor, redirectTo: false };
    }
    loadPreferences((await loadMe()).preferences);
    return undefined;
  },
  async logout() {
    const wasSignedIn = await loadMe().then(
      () => true,
      () => false,
    );
    if (wasSignedIn) await post('sign-out', {}).catch(() => undefined);
    forgetMe();
    forgetPreferences();
    return '/login';
  },
  async checkAuth() {
    const me = await loadMe();
    loadPreferences(me.preferences);
  },
  async checkError(error: unknown) {
    if (!(error instanceof HttpError) || error.status !== 401) return;
    forgetMe();
    throw error;
  },
  async getIdentity() {
    const me = await loadMe();
    return { id: me.id, fullName: me.name };
  },
  async getPermissions() {
    return (await loadMe()).permissions;
  },
  async canAccess() {
    return true;
  },
};
