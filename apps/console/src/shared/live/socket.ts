import { io, type Socket } from 'socket.io-client';

/** Opens the live namespace; `cursors` is asked again at each reconnection. */
export function openSocket(cursors: () => Record<string, number>): Socket {
  return io('/live', {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: (give) => give({ cursors: cursors() }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
  });
}
