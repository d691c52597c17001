import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Instants come from the injected clock (libs/platform): a rule about time that cannot be tested at any time is not kept. */
const injectedClock = [
  'error',
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the injected Clock.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the injected Clock.' },
];

/** What is shown, by the name of its attribute or property. */
const shown =
  '/^(label|title|alt|placeholder|description|lead|legend|error|act|note|message|place|emptyText|aria-(label|description|roledescription|valuetext|placeholder))$/';
/** A text, also one that is chosen by a condition, right under one of these nodes. */
const textUnder = (...nodes) =>
  nodes
    .flatMap((node) => [node, `${node} > :matches(ConditionalExpression, LogicalExpression)`])
    .flatMap((node) => [`${node} > Literal`, `${node} > TemplateLiteral > TemplateElement`])
    .map((text) => `${text}:not(.key):matches([value=/\\p{L}/u], [value.raw=/\\p{L}/u])`);
/** Whatever a reader sees is in a catalogue, in French and in English: a text in the code has one language at most. */
const catalogued = [
  'JSXText[value=/\\p{L}/u]',
  ...textUnder(
    ':matches(JSXElement, JSXFragment) > JSXExpressionContainer',
    `JSXAttribute[name.name=${shown}]`,
    `JSXAttribute[name.name=${shown}] > JSXExpressionContainer`,
    `Property:matches([key.name=${shown}], [key.value=${shown}])`,
  ),
  // A word or sentence elsewhere, which begins as one does. Keys of the keyboard are compared, or named by `key`.
  ':not(BinaryExpression, Property[key.name="key"]) > Literal[value=/^\\p{Lu}(\\p{Ll}+$|\\p{Ll}*[\\s’]\\p{L})/u]',
  'TemplateElement[value.raw=/(^|[\\s(«])\\p{Lu}\\p{Ll}{2,}/u]',
].map((selector) => ({ selector, message: 'Put the text into the catalogues (*.fr.ts, *.en.ts).' }));

export default tseslint.config(
  { ignores: ['dist/**', '.vigie/**', 'node_modules/**', 'docs/generated/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { files: ['*.cjs'], languageOptions: { globals: { module: 'readonly' } } },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['apps/console/**', 'libs/testing/**'],
    rules: { 'no-restricted-syntax': injectedClock },
  },
  {
    files: ['apps/console/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: ['apps/console/src/**/*.{ts,tsx}'],
    ignores: ['**/*.{fr,en,spec}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...catalogued] },
  },
  {
    files: ['apps/console/public/*.js'],
    languageOptions: {
      globals: {
        self: 'readonly',
        caches: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        document: 'readonly',
        localStorage: 'readonly',
        matchMedia: 'readonly',
      },
    },
  },
  {
    files: ['apps/cli/**/*.ts', 'deploy/**/*.mjs', 'tests/**/*.{ts,mjs}', '*.config.mjs', 'libs/testing/**/*.ts'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
