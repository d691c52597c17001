import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Socket } from 'socket.io-client';
import { ownRoutes, type CommandRouteName, type FeedItem, type Present, type RoomEntries } from '#libs/contracts';
import { http } from '../api/http.js';
import { refresh } from '../api/queries.js';
import { useSession } from '../session/session.js';
import { LiveContext, type Live } from './live.js';
import { Cursors } from './cursors.js';
import { outOfDate } from './touched.js';

/** A storm of declarations must not become a storm of reads. */
const GATHER_MS = 300;
/** How often the screen is read again while no socket comes through. */
const POLL_MS = 30_000;

/** The line to the gateway: what happens marks what is shown as out of date. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { session, lost } = useSession();
  const [state, setState] = useState<Live['state']>('connecting');
  const [lastAt, setLastAt] = useState<Date | null>(null);
  const readers = useRef(new Set<(items: readonly FeedItem[]) => void>());
  const personId = session?.identity.personId;
  const roomReaders = useRef(new Set<(entries: RoomEntries) => void>());
  const subscribeRoom = useCallback<Live['subscribeRoom']>((reader) => {
    roomReaders.current.add(reader);
    return () => void roomReaders.current.delete(reader);
  }, []);
  const socketNow = useRef<Socket | null>(null);
  const room = useRef<string | null>(null);
  const [present, setPresent] = useState<Present | null>(null);

  const enter = useCallback<Live['enter']>((incidentId) => {
    room.current = incidentId;
    socketNow.current?.emit('room', { incidentId });
    return () => {
      if (room.current !== incidentId) return;
      room.current = null;
      setPresent(null);
      socketNow.current?.emit('room', { incidentId: null });
    };
  }, []);

  const subscribe = useCallback<Live['subscribe']>((reader) => {
    readers.current.add(reader);
    return () => void readers.current.delete(reader);
  }, []);

  useEffect(() => {
    if (!personId || lost) return undefined;
    const cursors = new Cursors(`vigie-live:${personId}`, sessionStorage);
    const stale = new Set<CommandRouteName>();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let socket: Socket | undefined;
    let gone = false;
    let wasUp = false;
    let retry: ReturnType<typeof setTimeout> | undefined;

    const take = (items: FeedItem[]) => {
      const fresh = items.filter((item) => cursors.advance(item.recipient, item.cursor));
      if (fresh.length === 0) return;
      cursors.keep();
      setLastAt(new Date());
      for (const item of fresh) for (const route of outOfDate(item)) stale.add(route);
      for (const reader of readers.current) reader(fresh);
      gathering ??= setTimeout(() => {
        gathering = undefined;
        const routes = [...stale];
        stale.clear();
        void refresh(client, routes);
      }, GATHER_MS);
    };
    const ready = (answer: { cursors: Record<string, number> }) => {
      for (const [recipient, cursor] of Object.entries(answer.cursors)) cursors.advance(recipient, cursor);
      cursors.keep();
      setState('live');
      setLastAt(new Date());
      // Between the loss of the line and its return anything may have been read from before.
      if (wasUp) void client.invalidateQueries();
      wasUp = true;
    };
    const down = () => {
      setState('offline');
      // Refused by the server rather than cut off: socket.io does not try again by itself.
      if (socket && !socket.active) retry = setTimeout(() => void comeBack(), POLL_MS / 10);
    };
    const comeBack = async () => {
      const stillSignedIn = await http({ method: 'GET', url: ownRoutes.session.path }).then(
        () => true,
        (error: { status?: number }) => error.status !== 401,
      );
      if (stillSignedIn && !gone) socket?.connect();
    };

    void import('./socket.js').then(({ openSocket }) => {
      if (gone) return;
      socket = openSocket(() => cursors.all());
      socketNow.current = socket;
      socket.on('feed', take);
      socket.on('present', setPresent);
      socket.on('entries', (entries: RoomEntries) => {
        for (const reader of roomReaders.current) reader(entries);
      });
      // The server knows of no room any more after each break.
      socket.on('connect', () => {
        if (room.current) socket?.emit('room', { incidentId: room.current });
      });
      socket.on('ready', ready);
      socket.on('disconnect', () => {
        setLastAt(new Date());
        down();
      });
      socket.on('connect_error', down);
    }, down);

    return () => {
      gone = true;
      clearTimeout(gathering);
      clearTimeout(retry);
      socket?.close();
      socketNow.current = null;
    };
  }, [client, personId, lost]);

  useEffect(() => {
    if (state !== 'offline') return undefined;
    const timer = setInterval(() => void client.invalidateQueries(), POLL_MS);
    return () => clearInterval(timer);
  }, [client, state]);

  const live = useMemo(
    () => ({ state, lastAt, subscribe, subscribeRoom, enter, present }),
    [state, lastAt, subscribe, subscribeRoom, enter, present],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}
