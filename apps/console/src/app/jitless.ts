import { z } from 'zod';

// The content policy forbids `eval`; zod asks for it when a schema is made, so this comes before any contract is loaded.
z.config({ jitless: true });
