import { commandRoutes, type CommandInput, type CommandResult, type CommandRouteName } from '#libs/contracts';
import { http, httpFile, type HttpFile } from './http.js';

type CommandOf<Route extends CommandRouteName> = (typeof commandRoutes)[Route]['command'];
/** What a route takes: its path's parts, query and body together. */
export type RouteInput<Route extends CommandRouteName> = CommandInput<CommandOf<Route>>;
export type RouteResult<Route extends CommandRouteName> = CommandResult<CommandOf<Route>>;

interface CallOptions {
  /** Idempotency key: the same for every attempt at one intent. */
  key?: string;
  signal?: AbortSignal;
}

/** Calls a route of the contract: `:name` parts go to the path, the rest to the query string or the JSON body. */
export function call<Route extends CommandRouteName>(
  route: Route,
  input: RouteInput<Route>,
  options: CallOptions = {},
): Promise<RouteResult<Route>> {
  const { method, path } = commandRoutes[route];
  const { url, rest } = fillPath(path, input as Record<string, unknown>);
  if (method === 'GET') return http({ method, url: url + queryString(rest), ...options });
  return http({ method, url, json: rest, ...options });
}

/** Fetches the file of a route whose answer is one. */
export function callFile<Route extends CommandRouteName>(route: Route, input: RouteInput<Route>): Promise<HttpFile> {
  const { method, path } = commandRoutes[route];
  const { url, rest } = fillPath(path, input as Record<string, unknown>);
  return httpFile({ method, url: url + queryString(rest) });
}

export function fillPath(path: string, input: Record<string, unknown>) {
  const rest = { ...input };
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  return { url, rest };
}

export function queryString(values: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
