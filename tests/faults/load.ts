import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AdvisoryChange,
  Amended,
  IncidentChange,
  JournalEntry,
  PlaybookRun,
  Receipt,
  UploadReceipt,
} from '#libs/contracts';
import type { Answer } from '#libs/testing';
import type { z } from 'zod';
import { aDeclaration, anAmendment } from '../e2e/story/declare.js';
import { newRecordId } from '../e2e/story/world.js';
import type { Crew, Person } from './crew.js';
import { type Told, persist } from './persistence.js';

/** Milliseconds between two actions of one person: a running load, not a storm. */
const PAUSE = { declare: 200, record: 900, lead: 100, broadcast: 1_200, import: 1_000, contact: 700, pry: 700 };
const DECLARING_AT_ONCE = 5;
const LEADING_AT_ONCE = 2;
/** Who imports waits longest for an answer that never comes: others go on. */
const IMPORTING_AT_ONCE = 2;
const PATIENT = true;
const CSV = 'Fournisseur;Produit;Version\r\nÉditeur Local;Paie;4.2\r\nMediLogiciel SAS;Dossier;7\r\n';

/** People at work while things go wrong. Each finishes what it has begun, however long that takes. */
export class Load implements Told {
  /** What was answered with a 2xx. */
  readonly acknowledged: { what: string; id: string }[] = [];
  readonly surprises: string[] = [];
  turnedAway = 0;
  slowestRefusal = 0;
  private readonly toLead: string[] = [];
  private readonly asides: Promise<unknown>[] = [];
  private working: Promise<void>[] = [];
  private stopping = false;

  constructor(private readonly crew: Crew) {}

  start(): void {
    this.stopping = false;
    const { declarants, analysts, approvers, officers, managers } = this.crew;
    const [approver] = approvers;
    this.working = [
      ...Array.from({ length: DECLARING_AT_ONCE }, (_, index) =>
        this.work(PAUSE.declare, everyNth(declarants, index, DECLARING_AT_ONCE), (person) => this.declare(person)),
      ),
      ...Array.from({ length: LEADING_AT_ONCE }, (_, index) =>
        this.work(PAUSE.lead, everyNth(analysts, index, LEADING_AT_ONCE), (person) => this.lead(person)),
      ),
      this.work(PAUSE.record, analysts, (analyst) => this.record(analyst)),
      this.work(PAUSE.broadcast, analysts, (analyst) => this.broadcast(analyst, approver ?? analyst)),
      ...Array.from({ length: IMPORTING_AT_ONCE }, (_, index) =>
        this.work(PAUSE.import, everyNth(officers, index, IMPORTING_AT_ONCE), (officer) =>
          this.importInventory(officer),
        ),
      ),
      this.work(PAUSE.contact, managers, (manager) => this.saveContact(manager)),
      this.work(PAUSE.pry, declarants, (person) => this.pry(person)),
    ];
  }

  /** Resolves when everything that was begun is acknowledged. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.working);
    await Promise.all(this.asides.splice(0));
  }

  /** How many declarations were acknowledged so far. */
  get declared(): number {
    return this.acknowledged.filter(({ what }) => what === 'declaration').length;
  }

  /** In turn. */
  private async work(pause: number, people: readonly Person[], act: (person: Person) => Promise<void>): Promise<void> {
    for (let turn = 0; !this.stopping; turn += 1) {
      const person = people[turn % people.length];
      if (person) await act(person);
      await sleep(pause);
    }
  }

  private async declare({ client, facilityId }: Person): Promise<void> {
    const declaration = aDeclaration(facilityId);
    const keys: string[] = [];
    const send = (key: string): Promise<Answer<Receipt>> => {
      keys.push(key);
      return client.post<Receipt>('/api/declarations', declaration, { key });
    };
    const receipt = await persist('a declaration', this, send);
    if (!receipt) return;
    this.acknowledge('declaration', declaration.id);
    this.toLead.push(declaration.id);
    // Now and then somebody presses the button again, and somebody adds a word while the analyst takes over.
    const turn = this.acknowledged.length;
    if (turn % 7 === 0) this.asides.push(this.declareAgain(receipt, () => send(keys[0] ?? '')));
    if (turn % 5 === 0) this.asides.push(this.note({ client, facilityId }, declaration.id));
    if (turn % 3 === 0) this.asides.push(this.amend({ client, facilityId }, declaration.id));
  }

  /** On the telephone, in the name of a facility. */
  private async record({ client }: Person): Promise<void> {
    const [facilityId] = this.crew.audience;
    if (facilityId === undefined) return;
    const declaration = { ...aDeclaration(facilityId), source: 'phone', caller: 'Cadre de garde', callBack: null };
    const receipt = await persist('a declaration by telephone', this, (key) =>
      client.post<Receipt>('/api/declarations/on-behalf', declaration, { key }),
    );
    if (receipt) this.acknowledge('declaration', declaration.id);
  }

  private async amend({ client }: Person, incidentId: string): Promise<void> {
    const body = anAmendment();
    const amended = await persist('a second version', this, (key) =>
      client.post<z.infer<typeof Amended>>(`/api/incidents/${incidentId}/versions`, body, { key }),
    );
    if (amended) this.acknowledge('version', `${incidentId} ${amended.number}`);
  }

  private async declareAgain(receipt: Receipt, send: () => Promise<Answer<Receipt>>): Promise<void> {
    const again = await persist('a repeated declaration', this, send);
    if (again && again.reference !== receipt.reference) {
      this.surprises.push(`the receipt ${receipt.reference} became ${again.reference}`);
    }
  }

  private async note({ client }: Person, incidentId: string): Promise<void> {
    const id = newRecordId();
    const body = { id, text: 'Le standard est basculé sur les lignes de secours.', visibility: 'shared' };
    const entry = await persist('a journal entry', this, (key) =>
      client.post<JournalEntry>(`/api/incidents/${incidentId}/journal`, body, { key }),
    );
    if (entry) this.acknowledge('journal entry', id);
  }

  private async lead(analyst: Person): Promise<void> {
    const incidentId = this.toLead.shift();
    if (incidentId === undefined) return;
    for (const action of ['take', 'acknowledge']) {
      await persist(`to ${action} an incident`, this, (key) =>
        analyst.client.post<z.infer<typeof IncidentChange>>(`/api/incidents/${incidentId}/${action}`, {}, { key }),
      );
    }
    await this.note(analyst, incidentId);
    if (this.acknowledged.length % 3 === 0) await this.startPlaybook(analyst, incidentId);
  }

  /** And undoes it: a false alarm. */
  private async startPlaybook({ client }: Person, incidentId: string): Promise<void> {
    const id = newRecordId();
    const path = `/api/incidents/${incidentId}/playbooks`;
    const body = { id, code: 'ransomware', version: 1 };
    const run = await persist('to start a playbook', this, (key) => client.post<PlaybookRun>(path, body, { key }));
    if (!run) return;
    this.acknowledge('playbook of 11 tasks', id);
    const undone = await persist('to undo a playbook', this, (key) =>
      client.post(`${path}/${id}/reverse`, { reason: 'Fausse alerte.' }, { key }),
    );
    if (undone) this.acknowledge('playbook undone, 11 tasks dropped', id);
  }

  private async broadcast(analyst: Person, approver: Person): Promise<void> {
    const id = newRecordId();
    const { audience } = this.crew;
    const path = `/api/advisories/${id}`;
    type Change = z.infer<typeof AdvisoryChange>;
    const saved = await persist('an advisory', this, (key) =>
      analyst.client.put<Change>(path, anAdvisory(audience), { key }),
    );
    if (!saved) return;
    this.acknowledge('advisory', id);
    await persist(
      'to submit an advisory',
      this,
      (key) => analyst.client.post<Change>(`${path}/submit`, {}, { key }),
      PATIENT,
    );
    const approval = { expectedCount: audience.length };
    const sent = await persist(
      'to approve an advisory',
      this,
      (key) => approver.client.post<Change>(`${path}/approve`, approval, { key }),
      PATIENT,
    );
    if (!sent) return;
    this.acknowledge('broadcast', id);
    await this.answer(id);
  }

  private async answer(advisoryId: string): Promise<void> {
    const [facilityId] = this.crew.audience;
    const person = this.crew.declarants.find((declarant) => declarant.facilityId === facilityId);
    if (!person) return;
    for (const answer of ['read', 'in-progress']) {
      await persist(`to answer ${answer}`, this, (key) =>
        person.client.post(`/api/inbox/${facilityId}/${advisoryId}/answer`, { answer, note: null }, { key }),
      );
    }
  }

  private async importInventory({ client, facilityId }: Person): Promise<void> {
    const upload = await persist(
      'an upload',
      this,
      (key) => client.post<z.infer<typeof UploadReceipt>>('/api/uploads', new TextEncoder().encode(CSV), { key }),
      PATIENT,
    );
    if (!upload) return;
    const id = newRecordId();
    const mapping = { vendor: 'Fournisseur', product: 'Produit', version: 'Version' };
    const body = { id, uploadId: upload.uploadId, mapping, mode: 'replace' };
    const imported = await persist(
      'an import',
      this,
      (key) => client.post(`/api/facilities/${facilityId}/imports`, body, { key }),
      PATIENT,
    );
    if (imported) this.acknowledge('import', id);
  }

  /** Without a mail address: who is on an advisory's list does not change. */
  private async saveContact({ client, facilityId }: Person): Promise<void> {
    const id = newRecordId();
    const contact = { label: 'Renfort', name: 'Garde', email: null, phone: '+596 696 00 00 02', outside: true };
    const saved = await persist('a contact', this, (key) =>
      client.put(`/api/facilities/${facilityId}/contacts/${id}`, { ...contact, locale: 'fr' }, { key }),
    );
    if (saved) this.acknowledge('contact', id);
  }

  /** Reaches for what does not exist: the gateway's own write, the row of a denial. */
  private async pry({ client }: Person): Promise<void> {
    await client.get(`/api/incidents/${newRecordId()}`).catch(() => undefined);
  }

  private acknowledge(what: string, id: string): void {
    this.acknowledged.push({ what, id });
  }
}

const everyNth = <T>(items: readonly T[], from: number, n: number): T[] =>
  items.filter((_, index) => index % n === from % n);

const anAdvisory = (facilities: readonly string[]) => ({
  tlp: 'GREEN',
  texts: { fr: { title: 'Coupez les accès distants', body: 'Avant ce soir, puis répondez ici.' }, en: null },
  respondBy: null,
  csafId: null,
  regionalId: null,
  audience: { facilities },
});
