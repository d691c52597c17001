/** The library is JavaScript without declarations. Only its basic tests are declared: `full` would fetch URLs out of the document. */
declare module '@secvisogram/csaf-validator-lib/basic.js' {
  type DocumentTest = (document: unknown) => unknown;
  const tests: Record<string, DocumentTest>;
  export = tests;
}

declare module '@secvisogram/csaf-validator-lib/validate.js' {
  interface TestResult {
    name: string;
    isValid: boolean;
    errors: { instancePath: string; message?: string }[];
  }
  export default function validate(
    tests: ((document: unknown) => unknown)[],
    document: unknown,
  ): Promise<{ isValid: boolean; tests: TestResult[] }>;
}
