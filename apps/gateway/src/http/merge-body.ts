import { type FaultPlace, type Method, Refusal } from '#libs/contracts';

type Fields = Record<string, unknown>;

interface Parts {
  method: Method;
  params: Fields;
  query: Fields;
  body: unknown;
}

/**
 * The command's body out of a request: the path's parts, with the query string (GET) or the JSON body (POST, PUT).
 *
 * @throws Refusal('invalid-request') for a field where none is read, and for one that contradicts the path
 */
export function mergeBody({ method, params, query, body }: Parts): Fields {
  if (method === 'GET') return join(params, query);
  const read = method === 'DELETE' ? undefined : body;
  const unread = [...Object.keys(query), ...(read === undefined && isFields(body) ? Object.keys(body) : [])];
  if (unread.length > 0) refuse(unread.map((path) => ({ path, code: 'unknown-field' })));
  if (read === undefined || read === null) return { ...params };
  if (!isFields(read)) refuse([{ path: '', code: 'invalid-type' }]);
  return join(params, read);
}

function join(params: Fields, fields: Fields): Fields {
  const contradicting = Object.keys(params).filter(
    (name) => Object.hasOwn(fields, name) && fields[name] !== params[name],
  );
  if (contradicting.length > 0) refuse(contradicting.map((path) => ({ path, code: 'contradicts-path' })));
  return { ...fields, ...params };
}

function refuse(places: FaultPlace[]): never {
  throw new Refusal('invalid-request', { places });
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
