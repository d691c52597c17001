import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { TokenIssuer, readPrivateKey } from '#libs/auth';
import {
  type Actor,
  type AgencyRole,
  type CommandInput,
  type CommandName,
  type CommandResult,
  type MailDraft,
  services,
} from '#libs/contracts';
import type { Region } from '#libs/database';
import { CommandClient, messagingMigrated } from '#libs/messaging';
import { SystemClock, healthSubject, newId, newTraceId } from '#libs/platform';
import {
  type TestDatabase,
  type TestImap,
  type TestNats,
  scratchFolder,
  startTestDatabase,
  startTestImap,
  startTestNats,
} from '#libs/testing';
import { migrations as alertingMigrations } from '../../../apps/alerting/src/migrations/index.js';
import { migrations as directoryMigrations } from '../../../apps/directory/src/migrations/index.js';
import { seed } from '../../../apps/directory/src/seed/index.js';
import { migrations as incidentMigrations } from '../../../apps/incident/src/migrations/index.js';
import { keepSecrets } from '../../../deploy/local/secrets.mjs';
import { PUBLIC_URL, type Secrets, secretsOf } from '../service-secrets.js';
import { Mailbox } from '../alerting/mailbox.js';
import { ServiceProcess } from '../alerting/process.js';
import { until } from '../alerting/rig.js';
import { mailboxVariables } from './variables.js';

const clock = new SystemClock();

export const PHONE = '+596 596 00 00 99';

/** Incident, alerting and directory on real servers, with a mailbox on a real IMAP server. */
export class Rig {
  private readonly processes: ServiceProcess[] = [];
  incident: ServiceProcess;

  private constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
    readonly imap: TestImap,
    readonly smtp: Mailbox,
    private readonly secrets: Secrets,
    private readonly client: CommandClient,
    private readonly issuer: TokenIssuer,
  ) {
    this.incident = this.process('incident', mailboxVariables(imap));
  }

  static async start(region: Region): Promise<Rig> {
    const [database, nats, imap, smtp, folder] = await Promise.all([
      startTestDatabase([
        messagingMigrated,
        { name: 'directory', migrations: directoryMigrations },
        { name: 'incident', migrations: incidentMigrations },
        { name: 'alerting', migrations: alertingMigrations },
      ]),
      startTestNats(),
      startTestImap(),
      Mailbox.start(),
      scratchFolder('mailbox'),
    ]);
    await seed({ database: await database.connect('directory', 2), region, passwordHash: 'none', clock });
    const secrets = await keepSecrets(join(folder.path, 'secrets.json'));
    await folder.remove();
    const client = new CommandClient(await nats.connect('gateway'), 'gateway');
    const issuer = new TokenIssuer('gateway', readPrivateKey(secrets.identity['gateway']?.privateKey ?? ''), clock);
    const rig = new Rig(database, nats, imap, smtp, secrets, client, issuer);
    const alerting = rig.process('alerting', {
      VIGIE_SMTP_URL: smtp.url,
      VIGIE_MAIL_FROM: 'Vigie <vigie@agence.example>',
      VIGIE_PUBLIC_URL: PUBLIC_URL,
      VIGIE_AGENCY_PHONE: PHONE,
    });
    await Promise.all([rig.process('directory').start(), alerting.start(), rig.incident.start()]);
    return rig;
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
    await Promise.all([this.smtp.close(), this.imap.close()]);
    await this.nats.close();
    await this.database.close();
  }

  /** A service of this rig that is not started yet. */
  process(service: (typeof services)[number], more: Record<string, string> = {}): ServiceProcess {
    const process = new ServiceProcess(service, {
      VIGIE_DATABASE_URL: this.database.urlOf(`vigie_${service}`),
      VIGIE_DATABASE_POOL: '10',
      VIGIE_NATS_URL: this.nats.url,
      VIGIE_NATS_USER: service,
      VIGIE_NATS_PASSWORD: `for-tests-${service}`,
      ...secretsOf(service, this.secrets),
      VIGIE_LOG_LEVEL: 'warn',
      ...more,
    });
    this.processes.push(process);
    return process;
  }

  /** Ends the incident service and starts another in its place, with other settings. */
  async replaceIncident(more: Record<string, string> = {}): Promise<void> {
    await this.incident.stop();
    await this.freeLease();
    this.incident = this.process('incident', { ...mailboxVariables(this.imap), ...more });
    await this.incident.start();
  }

  /** As if the time had passed for which a process that died had the mailbox. */
  async freeLease(): Promise<void> {
    await this.database.asAdmin('DELETE FROM incident.mailbox_lease');
  }

  async as<Name extends CommandName>(
    who: Actor,
    name: Name,
    body: CommandInput<Name>,
    key: string = randomUUID(),
  ): Promise<CommandResult<Name>> {
    const token = await this.issuer.issue(who);
    return this.client.request(name, body, { token, traceId: newTraceId(), key, origin: '192.0.2.7', timeout: 10_000 });
  }

  async health(): Promise<{ status: string; checks: Record<string, string> }> {
    const { connection } = await this.nats.connect('cli');
    const reply = await connection.request(healthSubject('incident'), undefined, { timeout: 10_000 });
    return reply.json();
  }

  /** The drafts whose subject or text holds this. */
  async drafts(text: string): Promise<MailDraft[]> {
    const found = await this.database.asAdmin<{ id: string }>(
      `SELECT id FROM incident.mail_draft WHERE strpos(coalesce(subject, '') || ' ' || text, $1) > 0 ORDER BY id`,
      [text],
    );
    return Promise.all(
      found.map(({ id }) => this.as(agent('analyst'), 'incident.mail-draft.get', { mailDraftId: id })),
    );
  }

  /** Delivers the mail, and waits until it is a draft and out of the box. */
  async take(mail: string | Buffer, text: string, seconds = 20): Promise<MailDraft> {
    await this.imap.deliver(mail);
    return this.taken(text, seconds);
  }

  async taken(text: string, seconds = 20): Promise<MailDraft> {
    await until(`a draft about ${text}`, async () => (await this.drafts(text)).length > 0, seconds);
    await until('the box is empty', async () => (await this.imap.count()) === 0, seconds);
    const [draft, ...others] = await this.drafts(text);
    if (!draft || others.length > 0) throw new Error(`${others.length + 1} drafts about ${text}`);
    return draft;
  }

  /** Nothing the mailbox has brought is left to do. */
  async answersTo(address: string): Promise<Mailbox['received']> {
    await until('every answer has left', async () => {
      const [{ open } = { open: 1 }] = await this.database.asAdmin<{ open: number }>(
        `SELECT (SELECT count(*) FROM messaging.delivery WHERE state = 'open' AND consumer = 'alerting')::int
           + (SELECT count(*) FROM alerting.mail WHERE state = 'open')::int AS open`,
      );
      return open === 0;
    });
    return this.smtp.received.filter(({ to }) => to === address);
  }
}

export const agent = (...agencyRoles: AgencyRole[]): Actor => ({
  kind: 'person',
  id: newId(),
  issuer: 'gateway',
  agencyRoles,
  facilities: [],
  locale: 'fr',
});

let number = 0;

/** A mail as it lies in a mailbox: headers by name, then the body as it is. */
export function mail(headers: Record<string, string>, body: string): string {
  number += 1;
  const all = {
    'Return-Path': `<${/<([^<>]+)>/.exec(headers['From'] ?? '')?.[1] ?? headers['From'] ?? ''}>`,
    Received: `from test (localhost [127.0.0.1]) by mx.agence.example; number ${number}`,
    'Message-ID': `<mail-${number}@ailleurs.example>`,
    Date: 'Tue, 24 Nov 2026 08:00:00 -0400',
    'MIME-Version': '1.0',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`;
}

/** A mail of several parts: each its headers, an empty line, its body. */
export function mixed(headers: Record<string, string>, ...parts: string[]): string {
  const body = parts.map((part) => `--grenze\r\n${part}\r\n`).join('');
  return mail({ ...headers, 'Content-Type': 'multipart/mixed; boundary=grenze' }, `${body}--grenze--\r\n`);
}
