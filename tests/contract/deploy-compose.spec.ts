import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { COMPOSE_GATEWAY } from '../../deploy/environment-files.mjs';
import { SERVICES } from '../../deploy/local/secrets.mjs';
import { ROOT } from './deploy/scratch.js';
import { files, sourceOf, valueIn } from './deploy/stack.js';

interface ComposeService {
  command?: string[];
  env_file?: string[];
  volumes?: string[];
  ports?: string[];
  build?: { context: string; dockerfile: string };
  depends_on?: Record<string, unknown>;
  mem_limit?: string;
  healthcheck?: { test: string[] };
}
const compose = parse(readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
  volumes: Record<string, null>;
  networks: { default: { ipam: { config: { subnet: string; gateway: string }[] } } };
};

describe('compose.yaml', () => {
  it('runs every service', () => {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([...SERVICES, 'postgres', 'nats', 'migrate']));
  });

  it.each(Object.entries(compose.services))('%s: every path, file and dependency exists', (_, service) => {
    for (const part of (service.command ?? []).filter((word) => word.startsWith('dist/')))
      expect(existsSync(sourceOf(part))).toBe(true);
    for (const file of service.env_file ?? []) expect(Object.keys(files)).toContain(file.replace(/^env\//, ''));
    for (const volume of service.volumes ?? []) {
      const [from = ''] = volume.split(':');
      if (from === './env/secrets.json') continue;
      if (from.startsWith('./')) expect(existsSync(join(ROOT, 'deploy', from))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
    if (service.build) expect(existsSync(join(ROOT, service.build.dockerfile))).toBe(true);
    for (const name of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(name);
  });

  it('publishes the port that the gateway listens on', () => {
    const [published = ''] = compose.services['gateway']?.ports ?? [];
    expect(published.split(':').at(-1)).toBe(/^VIGIE_HTTP_PORT=(.*)$/m.exec(files['gateway.env'] ?? '')?.[1]);
  });

  it('has a network whose first address, and no other, is believed about where a person is', () => {
    expect(compose.networks.default.ipam.config.map(({ gateway }) => gateway)).toEqual([COMPOSE_GATEWAY]);
  });

  it('gives the inventory room for its CSAF reader beside it', () => {
    for (const service of SERVICES) expect(compose.services[service]?.mem_limit).toBe('1g');
  });

  it('publishes no port where figures are served', () => {
    const published = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    for (const service of SERVICES) {
      const health = valueIn(files[`${service}.env`], 'VIGIE_HEALTH_PORT');
      expect(published.filter((port) => port.endsWith(`:${health}`))).toEqual([]);
    }
  });

  it('waits for the server that listens, not for the one that makes the cluster', () => {
    expect(compose.services['postgres']?.healthcheck?.test).toEqual(expect.arrayContaining(['-h', '127.0.0.1']));
  });

  it('mounts what nats.conf keeps', () => {
    expect(
      compose.services['nats']?.volumes?.some((volume) =>
        volume.endsWith(`:${/VIGIE_NATS_STORE=(.*)/.exec(files['nats.env'] ?? '')?.[1]}`),
      ),
    ).toBe(true);
  });
});

describe('Dockerfile', () => {
  const text = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
  it('copies only what exists', () => {
    const sources = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list]) => (list ?? '').split(' '));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources)
      expect({ source, there: existsSync(join(ROOT, source)) }).toEqual({ source, there: true });
  });
  it('starts something that is built', () => {
    const command = /^CMD \["node", "(.+)"\]$/m.exec(text)?.[1] ?? '';
    expect(existsSync(sourceOf(command))).toBe(true);
  });
});
