import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const engineImports = {
  group: ['../contract/*', '../loading/*', '../world/*', '../http/*', '../cli/*', '../quirks/*', 'node:*'],
  message: 'The engine imports nothing but itself (docs/architecture.md).',
};

export default tseslint.config(
  {
    ignores: [
      '.stryker-tmp/',
      'reports/',
      'src/console/api/document.ts',
      'dist/',
      'dist.*/',
      'node_modules/',
      'coverage/',
      'bench/peers/node_modules/',
      '**/.venv/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/explicit-function-return-type': [
        'error',
        { allowExpressions: true, allowTypedFunctionExpressions: true },
      ],
      // The API saying no is thrown, and no error.
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'file', name: 'Refusal' }] }],
      // Numbers are fine in texts.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `get(record, path)` and friends are about unknown JSON: String() of it is the point.
      '@typescript-eslint/no-base-to-string': 'off',
      // Index signatures are read as bag['key'] because the compiler asks for it (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': 'off',
      // `() => void list.push(x)` is the house's way to discard a value.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // supertest types bodies as any; what they are is what the tests assert.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
    },
  },
  { files: ['src/engine/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [engineImports] }] } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        require: 'readonly',
        performance: 'readonly',
        URLSearchParams: 'readonly',
        module: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
