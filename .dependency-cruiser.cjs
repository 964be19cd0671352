const department = '^subgraphs/([^/]+)/';

/** Which room may know which: the arrows of the README's map, as rules. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-knows-no-room',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(gateway|subgraphs|test)/' },
    },
    {
      name: 'gateway-knows-no-department',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: department },
    },
    {
      name: 'department-knows-no-gateway',
      severity: 'error',
      from: { path: '^subgraphs/' },
      to: { path: '^gateway/' },
    },
    {
      name: 'department-knows-no-other',
      severity: 'error',
      from: { path: department },
      to: { path: department, pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(gateway|shared|subgraphs)/', pathNot: '\\.(test|fixture)\\.ts$|/test/' },
      to: { path: '^test/|\\.(test|fixture)\\.ts$|/test/' },
    },
    {
      name: 'resolvers-hold-no-sql',
      severity: 'error',
      from: { path: `${department}resolvers\\.ts$` },
      to: { path: 'queries|node_modules/(kysely|pg)/' },
    },
    {
      name: 'loaders-know-no-resolvers',
      severity: 'error',
      from: { path: `${department}loaders\\.ts$` },
      to: { path: `${department}(resolvers|index)\\.ts$` },
    },
    {
      name: 'queries-know-tables-only',
      severity: 'error',
      from: { path: `${department}queries(\\.ts$|/)` },
      to: { path: `${department}(resolvers|loaders|index)\\.ts$` },
    },
    {
      name: 'migrations-are-frozen',
      severity: 'error',
      from: { path: `${department}migrations/` },
      to: { pathNot: 'node_modules/kysely/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
