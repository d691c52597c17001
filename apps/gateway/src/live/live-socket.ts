import type { Socket } from 'socket.io';
import type { LiveSocket } from './subscriber.js';

const UNCOMPRESSED = { compress: false };

/** Writes below the namespace, to the connection itself: a packet is made once, and not again for each socket. */
export function liveSocketOf(socket: Socket): LiveSocket {
  const { conn } = socket;
  return {
    write: (packet) => void conn.write(packet, UNCOMPRESSED),
    // Declared private, but engine.io tells its length nowhere else.
    unsent: () => (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length,
    ready: (cursors) => void socket.emit('ready', { cursors }),
    disconnect: () => void socket.disconnect(true),
  };
}
