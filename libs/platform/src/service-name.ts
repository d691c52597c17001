/** The name of the service that this process is; injected under this token. */
export const SERVICE = Symbol('service');
