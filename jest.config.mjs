const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true, tsx: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
  },
];

/** One project per kind of test; `npm run jest -- --selectProjects unit` runs one. */
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.tsx?$': swc },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.tsx', '$1.js'] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.vigie'],
  setupFilesAfterEnv: ['<rootDir>/tests/patience.ts'],
});

export default {
  projects: [
    project('unit', ['<rootDir>/{apps,libs}/**/*.spec.{ts,tsx}']),
    project('contract', ['<rootDir>/tests/contract/**/*.spec.ts']),
    project('conformance', ['<rootDir>/tests/conformance/**/*.spec.ts']),
    project('e2e', ['<rootDir>/tests/e2e/**/*.spec.ts']),
    project('faults', ['<rootDir>/tests/faults/**/*.spec.ts']),
    project('browser', ['<rootDir>/tests/browser/**/*.spec.ts']),
  ],
};
