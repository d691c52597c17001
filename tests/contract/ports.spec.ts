import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import { freePort } from '../../deploy/local/ports.mjs';

it('a drawn port is none that Linux gives to outgoing connections, which begin at 32768', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
  expect(ports.filter((port) => port >= 32_768)).toEqual([]);
});

it('a preferred port is taken when it is free, and another when it is not', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await freePort(port)).not.toBe(port);
  await new Promise((resolve) => server.close(resolve));
});
