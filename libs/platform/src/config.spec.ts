import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, loadConfig, variable } from './config.js';
import { databaseVariables, serviceVariables } from './settings.js';

const variables = {
  port: variable('VIGIE_PORT', z.coerce.number().int().max(65535), 'a port'),
  key: variable('VIGIE_KEY', z.string().length(4), 'four characters'),
  name: variable('VIGIE_NAME', z.string().default('vigie'), 'a name'),
};

describe('loadConfig', () => {
  it('gives one typed, frozen object', () => {
    const config = loadConfig(variables, { VIGIE_PORT: '8472', VIGIE_KEY: 'abcd', OTHER: 'x' });
    expect(config).toEqual({ port: 8472, key: 'abcd', name: 'vigie' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names every wrong variable at once, and never what it held', () => {
    const load = () => loadConfig(variables, { VIGIE_PORT: 'nine', VIGIE_KEY: 'secret' });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(
      /VIGIE_PORT is wrong; it should be a port[^]*VIGIE_KEY is wrong; it should be four characters/,
    );
    expect(load).not.toThrow(/nine|secret/);
  });

  it('takes an empty variable for a missing one', () => {
    expect(() => loadConfig(variables, { VIGIE_PORT: '1', VIGIE_KEY: '' })).toThrow(/VIGIE_KEY is missing/);
    expect(loadConfig(variables, { VIGIE_PORT: '1', VIGIE_KEY: 'abcd', VIGIE_NAME: '' }).name).toBe('vigie');
  });
});

describe('the variables of a service', () => {
  it('have defaults where a service can do without', () => {
    expect(loadConfig(serviceVariables, {})).toEqual({
      healthHost: '127.0.0.1',
      healthPort: 0,
      logLevel: 'info',
      exitWithParent: false,
    });
  });

  it.each([
    ['1', true],
    ['true', true],
    ['no', false],
  ])('read %j as %j', (text, expected) => {
    expect(loadConfig(serviceVariables, { VIGIE_EXIT_WITH_PARENT: text }).exitWithParent).toBe(expected);
  });

  it('want the address of a PostgreSQL', () => {
    expect(() => loadConfig(databaseVariables, { VIGIE_DATABASE_URL: 'mysql://x/y' })).toThrow(/VIGIE_DATABASE_URL/);
    expect(loadConfig(databaseVariables, { VIGIE_DATABASE_URL: 'postgres://u:p@h:1/d' }).databasePool).toBe(10);
  });
});
