import type {
  ClientMetadata,
  Configuration,
  KoaContextWithOIDC,
  ResourceServer,
} from 'oidc-provider';
import type { AccessTable } from '../access/access-table.ts';
import { SIGNING_ALGORITHM } from './kept-secrets.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { errorPage, signOutPage, signedOutPage } from './pages.ts';

/** The client of programs on a user's machine and of pages served beside the graph: no secret, code with PKCE. */
export const PUBLIC_CLIENT = 'chung-tay-console';

const HOUR = 3_600;
/** Lifetime of a demo token, in seconds: a working day, so that what was printed can still be pasted. */
const TOKEN_LIFETIME = 12 * HOUR;

/** Where the issuer is mounted on the gateway's own server. */
export const MOUNT = '/oidc';

/** The graph, as a resource of RFC 8707, and the scope by which its tokens are asked. */
const GRAPH = 'urn:chung-tay:graph';
const GRAPH_SCOPE = 'graph';

/** Loopback addresses of a callback; any port fits (RFC 8252, 7.3). */
const REDIRECT_URIS = ['127.0.0.1', '[::1]', 'localhost'].map((host) => `http://${host}/callback`);

export interface ProviderOptions {
  table: AccessTable;
  secrets: KeptSecrets;
  /** The audience that its access tokens state. */
  audience: string;
}

function personaClient([id, secret]: [string, string]): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  };
}

const publicClient: ClientMetadata = {
  client_id: PUBLIC_CLIENT,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  redirect_uris: REDIRECT_URIS,
};

/** Who signs in on the page has agreed by that; the demo asks nothing more. */
async function grantOf(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(GRAPH, GRAPH_SCOPE);
  await grant.save();
  return grant;
}

function graphResource(audience: string): ResourceServer {
  return {
    audience,
    scope: GRAPH_SCOPE,
    accessTokenFormat: 'jwt',
    accessTokenTTL: TOKEN_LIFETIME,
    jwt: { sign: { alg: SIGNING_ALGORITHM } },
  };
}

function features(audience: string): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = signOutPage(form);
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.body = signedOutPage();
      },
    },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => GRAPH,
      useGrantedResource: () => true,
      getResourceServerInfo: () => graphResource(audience),
    },
  };
}

/** How oidc-provider is to behave as the demo's issuer: one confidential client a persona, one public client for all. */
export function providerSettings({ table, secrets, audience }: ProviderOptions): Configuration {
  return {
    adapter: memoryAdapter(),
    clients: [...Object.entries(secrets.clientSecrets).map(personaClient), publicClient],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientBasedCORS: () => false,
    cookies: { keys: [secrets.cookieKey] },
    extraTokenClaims: (_, token) => {
      const persona = table.roles.get(
        'accountId' in token ? token.accountId : (token.clientId ?? ''),
      );
      return persona && { role: persona.name, units: persona.units };
    },
    features: features(audience),
    findAccount: (_, id) =>
      table.roles.has(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined,
    interactions: { url: (_, { uid }) => `${MOUNT}/interaction/${uid}` },
    jwks: { keys: secrets.signingKeys },
    loadExistingGrant: grantOf,
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(out);
    },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid'],
    ttl: {
      AccessToken: TOKEN_LIFETIME,
      AuthorizationCode: 60,
      ClientCredentials: TOKEN_LIFETIME,
      Grant: TOKEN_LIFETIME,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: TOKEN_LIFETIME,
    },
  };
}
