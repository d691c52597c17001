import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandRouteName } from '#libs/contracts';
import { newId } from '../ids/newId.js';
import { asApiError, type ApiError } from './ApiError.js';
import { call, type RouteInput, type RouteResult } from './call.js';

/** The query of a route; its key is the route's name and its input. */
export const routeQuery = <Route extends CommandRouteName>(route: Route, input: RouteInput<Route>) =>
  queryOptions<RouteResult<Route>, ApiError>({
    queryKey: [route, input],
    queryFn: ({ signal }) => call(route, input, { signal }),
  });

interface ReadOptions {
  enabled?: boolean;
  staleMs?: number;
  /** Keeps what is shown while other filters load. */
  keep?: boolean;
  /** Reads it again so often, where no event tells that it has changed. */
  everyMs?: number;
}

/** Reads a route. */
export function useRead<Route extends CommandRouteName>(
  route: Route,
  input: RouteInput<Route>,
  { enabled = true, staleMs, keep = false, everyMs }: ReadOptions = {},
) {
  return useQuery({
    ...routeQuery(route, input),
    enabled,
    staleTime: staleMs,
    refetchInterval: everyMs,
    placeholderData: keep ? keepPreviousData : undefined,
  });
}

/** Reads a route for several inputs: what is there already. */
export function useReads<Route extends CommandRouteName>(
  route: Route,
  inputs: readonly RouteInput<Route>[],
  { everyMs }: Pick<ReadOptions, 'everyMs'> = {},
) {
  return useQueries({
    queries: inputs.map((input) => ({ ...routeQuery(route, input), refetchInterval: everyMs })),
    combine: (results) => results.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
}

/** Marks everything read from these routes as out of date. */
export function refresh(client: QueryClient, routes: readonly CommandRouteName[]) {
  const names = new Set<unknown>(routes);
  return client.invalidateQueries({ predicate: (query) => names.has(query.queryKey[0]) });
}

/**
 * A write. The idempotency key belongs to the intent: the same body sent again after a failure goes under the same key, so
 * that it is done once.
 */
export function useWrite<Route extends CommandRouteName>(route: Route, touches: readonly CommandRouteName[] = []) {
  const client = useQueryClient();
  const intent = useRef<{ body: string; key: string } | null>(null);
  return useMutation<RouteResult<Route>, ApiError, RouteInput<Route>>({
    mutationFn: async (input) => {
      const body = JSON.stringify(input);
      if (intent.current?.body !== body) intent.current = { body, key: newId() };
      try {
        const result = await call(route, input, { key: intent.current.key });
        intent.current = null;
        return result;
      } catch (error) {
        // A refusal is final for this intent; only an unclear end keeps the key.
        if (!asApiError(error)?.passing) intent.current = null;
        throw error;
      }
    },
    onSettled: () => void refresh(client, touches),
  });
}
