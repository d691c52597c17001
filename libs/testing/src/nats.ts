import { join } from 'node:path';
import { services } from '#libs/contracts';
import { type NatsLink, connectNats } from '#libs/messaging';
import { createLogger } from '#libs/platform';
import { chooseDataFolder } from '../../../deploy/local/data.mjs';
import { startNats } from '../../../deploy/local/nats.mjs';
import { scratchFolder } from './folder.js';

/** A nats-server of one's own, under the configuration that every deployment uses. */
export interface TestNats {
  url: string;
  /** Connected as the service, with its permissions and no others. */
  connect: (service: string) => Promise<NatsLink>;
  /** SIGKILL. */
  kill: () => Promise<void>;
  /** SIGKILL, and JetStream's files deleted. */
  eraseStore: () => Promise<void>;
  /** On the same port. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
}

const passwords = Object.fromEntries([...services, 'cli'].map((user) => [user, `for-tests-${user}`]));

export async function startTestNats(): Promise<TestNats> {
  const folder = await scratchFolder('nats');
  const { path } = await chooseDataFolder();
  const server = await startNats({ dir: folder.path, toolsDir: join(path, 'tools'), passwords });
  const links: NatsLink[] = [];
  return {
    url: server.url,
    async connect(service) {
      const logger = createLogger({ service, level: 'silent' });
      const password = passwords[service] ?? '';
      const link = await connectNats({ url: server.url, user: service, password, service, logger });
      links.push(link);
      return link;
    },
    kill: () => server.kill(),
    eraseStore: () => server.eraseStore(),
    restart: () => server.restart(),
    async close() {
      await Promise.all(links.map((link) => link.connection.close()));
      await server.stop();
      await folder.remove();
    },
  };
}
