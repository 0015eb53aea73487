/**
 * Dependencies point one way (docs/architecture.md, "Dependencies point one way").
 * Each domain lib names what it may use; everything else is an error. `test/architecture` proves the rules bite.
 */
const MAY_USE = {
  contract: [],
  platform: ['contract'],
  vault: ['platform'],
  queue: ['platform'],
  audit: [],
  staff: ['audit'],
  people: ['audit'],
  consent: ['people', 'audit'],
  content: ['audit'],
  duty: ['staff', 'content', 'audit'],
  inquiries: ['people', 'audit'],
  leads: ['inquiries', 'people', 'consent', 'staff', 'content', 'audit', 'duty'],
  routing: ['leads', 'duty', 'content', 'staff', 'people', 'audit'],
  calls: ['leads', 'people', 'content', 'audit', 'staff'],
  messages: ['leads', 'inquiries', 'people', 'consent', 'staff', 'audit'],
  'follow-up': ['leads', 'messages', 'people', 'consent', 'content', 'staff', 'audit'],
  insurance: ['leads', 'people', 'consent', 'content', 'audit'],
  facilities: ['audit', 'content'],
  exchange: ['facilities', 'audit'],
  // Rule R13: matching never sees money, so it has no way to benefits.
  matching: ['facilities', 'leads', 'audit'],
  referrals: [
    'leads',
    'matching',
    'facilities',
    'insurance',
    'consent',
    'content',
    'follow-up',
    'people',
    'staff',
    'audit',
  ],
  erasure: ['people', 'audit'],
  webhooks: ['audit'],
  reporting: [
    'leads',
    'calls',
    'messages',
    'follow-up',
    'insurance',
    'facilities',
    'matching',
    'referrals',
    'content',
    'people',
    'staff',
    'audit',
    'inquiries',
  ],
};
const FOUNDATION = ['contract', 'platform', 'vault', 'queue'];
const BASE = ['contract', 'platform'];

const root = process.env.DEPCRUISE_ROOT ? `${process.env.DEPCRUISE_ROOT}/` : '';
const libPath = (names) => `^${root}libs/(${names.join('|')})/`;

const libRules = Object.entries(MAY_USE).map(([lib, uses]) => {
  const allowed = [lib, ...uses, ...(FOUNDATION.includes(lib) ? [] : FOUNDATION)];
  const base = lib === 'contract' ? [] : BASE;
  return {
    name: `lib-${lib}-uses-only-its-own`,
    severity: 'error',
    from: { path: libPath([lib]), pathNot: '\\.test\\.tsx?$' },
    to: {
      path: `^${root}(libs|apps|test|bench)/`,
      pathNot: libPath([...new Set([...allowed, ...base])]),
    },
  };
});

module.exports = {
  forbidden: [
    ...libRules,
    {
      name: 'apps-never-use-each-other',
      comment: 'Three processes may be three machines; what they share is a lib.',
      severity: 'error',
      // The demo plays its stories through the worker's own intake: a copy of it would be another intake.
      from: { path: `^${root}apps/([^/]+)/`, pathNot: ['\\.test\\.tsx?$', `^${root}apps/demo/`] },
      to: { path: `^${root}apps/`, pathNot: [`^${root}apps/$1/`] },
    },
    {
      name: 'dashboard-uses-contract-only',
      severity: 'error',
      from: { path: `^${root}apps/dashboard/` },
      to: { path: `^${root}(libs|apps)/`, pathNot: `^${root}(libs/contract/|apps/dashboard/)` },
    },
    {
      name: 'launcher-uses-node-only',
      comment:
        'The launcher runs before anything is installed; the keeper it spawns may use the server package.',
      severity: 'error',
      from: { path: `^${root}apps/launcher/` },
      to: { dependencyTypesNot: ['core', 'local'] },
    },
    {
      name: 'contract-uses-zod-only',
      severity: 'error',
      from: { path: `^${root}libs/contract/` },
      to: { pathNot: [`^${root}libs/contract/`, 'node_modules/zod/'] },
    },
    {
      name: 'lib-doors-only',
      comment:
        'A lib is entered through its index; the resolver enforces it for #names, this for paths.',
      severity: 'error',
      from: { path: `^${root}libs/([^/]+)/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: `^${root}libs/(?!$1/)[^/]+/src/(?!index\\.ts$)` },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-junk-drawers',
      comment: 'Folders are the domain.',
      severity: 'error',
      from: {},
      to: { path: `^${root}(apps|libs)/.*/(common|shared|utils|helpers|misc)/` },
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      from: {
        path: `^${root}(libs|apps/(site|desk|worker|migrate|demo|simulate))/`,
        pathNot: '\\.test\\.tsx?$',
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: process.env.DEPCRUISE_ROOT ? '(^|/)dist/' : '(^|/)(dist|bad)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
