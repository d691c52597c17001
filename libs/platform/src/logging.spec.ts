import { describe, expect, it } from '@jest/globals';
import { NestLogger, createLogger } from './logging.js';

function capture(level?: string) {
  const lines: string[] = [];
  const logger = createLogger({ service: 'incident', level, stream: { write: (line) => void lines.push(line) } });
  return { logger, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the logger', () => {
  it('writes JSON lines that name the service and the level', () => {
    const { logger, read } = capture();
    logger.child({ traceId: 'abc' }).info({ incidentId: '1' }, 'declared');
    expect(read()).toMatchObject([
      {
        level: 'info',
        service: 'incident',
        traceId: 'abc',
        incidentId: '1',
        msg: 'declared',
        time: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('keeps secrets and what names a person out, wherever they are', () => {
    const { logger, read } = capture();
    logger.info(
      { password: 'p', body: { contact: { email: 'a@b.example' } }, request: { headers: { cookie: 'c' } } },
      'x',
    );
    expect(JSON.stringify(read())).not.toMatch(/"p"|a@b|"c"/);
  });

  it('tells an error with its stack', () => {
    const { logger, read } = capture();
    logger.error({ err: new Error('broken') }, 'failed');
    expect(read()).toMatchObject([{ err: { message: 'broken', stack: expect.stringContaining('logging.spec') } }]);
  });

  it('does not tell what a row held that the database refused', () => {
    const { logger, read } = capture();
    const refused = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'person_email',
      detail: 'Key (email)=(a@b.example) already exists.',
      parameters: ['a@b.example'],
    });
    logger.error({ err: new Error('could not save', { cause: refused }) }, 'failed');
    expect(read()).toMatchObject([{ err: { cause: { code: '23505', constraint: 'person_email' } } }]);
    expect(JSON.stringify(read())).not.toContain('a@b');
  });

  it('lets Nest report errors, and keeps its chatter for who asks', () => {
    const { logger, read } = capture();
    const nest = new NestLogger(logger);
    nest.log('Nest application started', 'NestFactory');
    nest.error('broken', 'at somewhere', 'Router');
    expect(read()).toMatchObject([{ level: 'error', msg: 'broken', context: 'Router', stack: 'at somewhere' }]);
  });
});
