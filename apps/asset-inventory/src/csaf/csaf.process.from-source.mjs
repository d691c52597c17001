import { registerHooks } from 'node:module';

// Tests start the process from the sources, which Node reads without a build once "./x.js" leads to "./x.ts".
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      /^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')
        ? specifier.replace(/\.js$/, '.ts')
        : specifier,
      context,
    ),
});
await import(import.meta.resolve('./csaf.process.ts'));
