import { Inject, Injectable } from '@nestjs/common';
import type { AuthorityText, CommandBody, PdfFile } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { Facilities } from '../facilities/facilities.js';
import { IncidentReader } from '../incidents/incident.reader.js';
import { SENDER, type Sender } from '../paper/paper.service.js';
import { pdfFile } from '../printing/pdf-file.js';
import { Printer } from '../printing/printer.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { momentText } from '../words/moment.js';
import type { Source } from './answers.js';
import { prepare } from './prepare.js';

type Asked = CommandBody<'incident.authority.prepare'>;

/** The texts for the authorities, from what the declaration says at this moment. */
@Injectable()
export class AuthorityTextService {
  constructor(
    @Inject(IncidentReader) private readonly incidents: IncidentReader,
    @Inject(Facilities) private readonly facilities: Facilities,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(SENDER) private readonly sender: Sender,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found') for an incident of others */
  async prepare(asked: Asked, context: CommandContext): Promise<AuthorityText> {
    return prepare(asked.authority, asked.stage, await this.sourceOf(asked, context), asked.locale);
  }

  async pdf(asked: Asked, context: CommandContext): Promise<PdfFile> {
    const { authority, stage, locale } = asked;
    const source = await this.sourceOf(asked, context);
    const text = prepare(authority, stage, source, locale);
    const pdf = await this.printer.print({
      kind: 'authority-text',
      printing: {
        locale,
        agencyName: this.sender.agencyName,
        facilityName: source.facility.name,
        madeAt: momentText(source.madeAt.toISOString(), source.zone, locale),
        text,
      },
    });
    return pdfFile([text.reference, authority, stage], pdf);
  }

  private async sourceOf({ incidentId }: Asked, context: CommandContext): Promise<Source> {
    const incident = await this.incidents.get(incidentId, context);
    const [facility, zone] = await Promise.all([
      this.facilities.get(incident.facilityId),
      this.zones.zoneOf(incident.territory),
    ]);
    return { incident, facility, zone, madeAt: this.clock.now() };
  }
}
