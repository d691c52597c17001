import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from './clock.js';
import { loadConfig } from './config.js';
import { Health } from './health.js';
import { startService } from './service.js';
import { serviceVariables } from './settings.js';

/** Takes its parts by their type alone, as every service does. */
@Injectable()
class Wards {
  broken = false;
  full = false;

  constructor(
    readonly clock: Clock,
    health: Health,
  ) {
    health.registerAlarm('beds', () => this.full);
    health.register('wards', () => (this.broken ? Promise.reject(new Error('flooded')) : Promise.resolve()));
  }
}

@Controller('time')
class TimeController {
  constructor(private readonly wards: Wards) {}

  @Get()
  read(): { at: string } {
    return { at: this.wards.clock.instant() };
  }
}

@Module({ controllers: [TimeController], providers: [Wards] })
class WardsModule {}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

let app: NestFastifyApplication;
let said: string[];

beforeEach(async () => {
  said = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const config = loadConfig(serviceVariables, { VIGIE_LOG_LEVEL: 'error' });
  app = await startService({ service: 'incident', module: WardsModule, config });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
});

describe('a started service', () => {
  it('serves health and its own routes where it says', async () => {
    const line = said.find((text) => text.startsWith('{"ready"')) ?? '';
    const { ready, port } = JSON.parse(line) as { ready: string; port: number };
    expect(ready).toBe('incident');
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: answer.status, body: (await answer.json()) as unknown };
    };
    expect(await get('/health')).toMatchObject({
      status: 200,
      body: { service: 'incident', status: 'up', checks: { wards: 'up' } },
    });
    expect(await get('/time')).toMatchObject({ body: { at: expect.stringMatching(/Z$/) } });
    app.get(Wards).full = true;
    expect(await get('/health')).toMatchObject({ status: 200, body: { status: 'degraded' } });
    app.get(Wards).broken = true;
    expect(await get('/health')).toMatchObject({ status: 503, body: { checks: { wards: 'down' } } });
  });

  it('serves its figures on the health port', async () => {
    const { port } = JSON.parse(said.find((text) => text.startsWith('{"ready"')) ?? '') as { port: number };
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toMatch(/^process_resident_memory_bytes\{service="incident"\} \d+/m);
  });
});

describe('a service that everybody can reach', () => {
  it('serves its figures on the health port only', async () => {
    const healthPort = await freePort();
    const config = loadConfig(serviceVariables, { VIGIE_LOG_LEVEL: 'error', VIGIE_HEALTH_PORT: String(healthPort) });
    const listen = { host: '127.0.0.1', port: 0 };
    const gateway = await startService({ service: 'gateway', module: WardsModule, config, listen });
    const { port } = JSON.parse(said.findLast((text) => text.startsWith('{"ready"')) ?? '') as { port: number };
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${healthPort}/metrics`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${healthPort}/time`)).status).toBe(404);
    await gateway.close();
  });
});
