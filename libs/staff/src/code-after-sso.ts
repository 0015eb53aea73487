import type { BetterAuthPlugin } from 'better-auth';

/** How long the code may take; seconds. */
const CODE_SECONDS = 600;

/** Header of better-auth’s answer to who has come back and has to give a code now. */
export const ASKS_FOR_CODE = 'x-bridgeline-asks-for-code';

/**
 * Whoever comes back from the organisation's own sign-in and has a second factor here is asked for it, as after a
 * password: better-auth's own plugin asks after passwords only. The session that the provider's word began ends at
 * once; the code begins another. What the provider says of its own second factor (`amr`, `acr`) counts for nothing
 * here (decision 8).
 */
export async function codeAfterSso(): Promise<BetterAuthPlugin> {
  const { createAuthMiddleware } = await import('better-auth/api');
  const { deleteSessionCookie } = await import('better-auth/cookies');
  const { generateRandomString } = await import('better-auth/crypto');
  return {
    id: 'code-after-sso',
    hooks: {
      after: [
        {
          matcher: ({ path }) => path?.startsWith('/callback/') ?? false,
          handler: createAuthMiddleware(async (ctx) => {
            const made = ctx.context.newSession;
            if (made?.user.twoFactorEnabled !== true) return;
            const { internalAdapter, secret } = ctx.context;
            deleteSessionCookie(ctx, true);
            await internalAdapter.deleteSession(made.session.token);
            ctx.context.setNewSession(null);
            const identifier = `2fa-${generateRandomString(20)}`;
            const expiresAt = new Date(Date.now() + CODE_SECONDS * 1000);
            const value = made.user.id;
            await internalAdapter.createVerificationValue({ value, identifier, expiresAt });
            await internalAdapter.createVerificationValue({
              value: '0',
              identifier: `2fa-attempts-${identifier}`,
              expiresAt,
            });
            const cookie = ctx.context.createAuthCookie('two_factor', { maxAge: CODE_SECONDS });
            await ctx.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
            // The way on that was decided already stays in the answer: whoever passes it on reads this first.
            ctx.setHeader(ASKS_FOR_CODE, '1');
          }),
        },
      ],
    },
  };
}
