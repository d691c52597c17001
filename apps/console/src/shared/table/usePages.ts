import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { CommandRouteName } from '#libs/contracts';
import type { ApiError } from '../api/ApiError.js';
import { call, type RouteInput, type RouteResult } from '../api/call.js';

/** Routes that answer one page of a list. */
type ListRoute = {
  [Route in CommandRouteName]: RouteResult<Route> extends { items: unknown[]; next: string | null; total: number }
    ? Route
    : never;
}[CommandRouteName];
type ItemOf<Route extends ListRoute> = RouteResult<Route>['items'][number];

interface Pages<Item> {
  items: Item[];
  total: number;
  /** Where the service does not count to the end. */
  isMoreThanTotal: boolean;
}

/** A list, page after page. What is shown stays while other filters load. */
export function usePages<Route extends ListRoute>(route: Route, input: RouteInput<Route>, enabled = true) {
  return useInfiniteQuery<RouteResult<Route>, ApiError, Pages<ItemOf<Route>>, unknown[], string | undefined>({
    queryKey: [route, input, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(route, { ...(input as object), cursor: pageParam } as RouteInput<Route>, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    select: ({ pages }) => ({
      items: pages.flatMap((page) => page.items as ItemOf<Route>[]),
      total: pages[0]?.total ?? 0,
      isMoreThanTotal: (pages[0] as { isMoreThanTotal?: boolean } | undefined)?.isMoreThanTotal ?? false,
    }),
    enabled,
    placeholderData: keepPreviousData,
  });
}
